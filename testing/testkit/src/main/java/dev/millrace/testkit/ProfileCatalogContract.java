package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.application.port.ProfileCatalog.Deletion;
import dev.millrace.application.port.ProfileCatalog.Put;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ProfileCatalog] promises.
public abstract class ProfileCatalogContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final ProfileName MINE = new ProfileName("mine");

    private PersistenceFixture fixture;
    private ProfileCatalog profiles;

    /// For subclasses.
    protected ProfileCatalogContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        profiles = fixture.persistence().profiles();
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_profile_is_found_as_it_was_put() {
        Profile profile = named("mine", BuiltInProfiles.WEB);

        Put put = put(TENANT, profile, new Condition.Any());

        assertThat(put).isInstanceOf(Put.Added.class);
        assertThat(profiles.find(TENANT, MINE)).contains(stored(put));
        assertThat(stored(put).profile()).isEqualTo(profile);
    }

    @Test
    void a_profile_that_was_never_put_is_not_found() {
        assertThat(profiles.find(TENANT, MINE)).isEmpty();
        assertThat(profiles.delete(TENANT, MINE, new Condition.Any())).isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void putting_again_replaces() {
        Put first = put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());

        Put second = put(TENANT, named("mine", BuiltInProfiles.TEST), new Condition.Any());

        assertThat(second).isInstanceOf(Put.Replaced.class);
        assertThat(stored(second).version()).isNotEqualTo(stored(first).version());
        assertThat(profiles.list(TENANT)).containsExactly(stored(second));
    }

    @Test
    void profiles_are_listed_by_name_and_only_to_their_tenant() {
        put(TENANT, named("b", BuiltInProfiles.WEB), new Condition.Any());
        put(TENANT, named("a", BuiltInProfiles.MP4), new Condition.Any());
        put(OTHER, named("c", BuiltInProfiles.TEST), new Condition.Any());

        List<StoredProfile> listed = profiles.list(TENANT);

        assertThat(listed).extracting(stored -> stored.profile().name().value()).containsExactly("a", "b");
        assertThat(profiles.find(TENANT, new ProfileName("c"))).isEmpty();
        assertThat(profiles.delete(TENANT, new ProfileName("c"), new Condition.Any()))
                .isEqualTo(Deletion.UNKNOWN);
        assertThat(profiles.find(OTHER, new ProfileName("c"))).isPresent();
    }

    @Test
    void the_same_name_means_two_profiles_to_two_tenants() {
        put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());

        Put others = put(OTHER, named("mine", BuiltInProfiles.TEST), new Condition.Absent());

        assertThat(others).isInstanceOf(Put.Added.class);
        assertThat(profiles.find(TENANT, MINE))
                .map(StoredProfile::profile)
                .contains(named("mine", BuiltInProfiles.WEB));
    }

    @Test
    void a_deleted_profile_is_gone() {
        put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());

        assertThat(profiles.delete(TENANT, MINE, new Condition.Any())).isEqualTo(Deletion.DELETED);

        assertThat(profiles.list(TENANT)).isEmpty();
    }

    @Test
    void what_was_changed_meanwhile_is_not_replaced_and_not_deleted() {
        Put seen = put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());
        Condition asSeen = new Condition.OneOf(Set.of(stored(seen).version()));
        Put changed = put(TENANT, named("mine", BuiltInProfiles.TEST), asSeen);

        assertThat(put(TENANT, named("mine", BuiltInProfiles.MP4), asSeen)).isInstanceOf(Put.Stale.class);
        assertThat(profiles.delete(TENANT, MINE, asSeen)).isEqualTo(Deletion.STALE);

        assertThat(changed).isInstanceOf(Put.Replaced.class);
        assertThat(profiles.list(TENANT)).containsExactly(stored(changed));
    }

    @Test
    void a_profile_that_was_made_anew_is_not_the_version_that_was_seen() {
        Put seen = put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());
        profiles.delete(TENANT, MINE, new Condition.Any());
        put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());

        Condition asSeen = new Condition.OneOf(Set.of(stored(seen).version()));

        assertThat(profiles.delete(TENANT, MINE, asSeen)).isEqualTo(Deletion.STALE);
    }

    @Test
    void a_change_may_ask_that_there_is_one_or_that_there_is_none() {
        assertThat(put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Present()))
                .isInstanceOf(Put.Stale.class);
        assertThat(profiles.delete(TENANT, MINE, new Condition.Present())).isEqualTo(Deletion.STALE);
        assertThat(profiles.list(TENANT)).isEmpty();

        put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Absent());

        assertThat(put(TENANT, named("mine", BuiltInProfiles.TEST), new Condition.Absent()))
                .isInstanceOf(Put.Stale.class);
        assertThat(put(TENANT, named("mine", BuiltInProfiles.TEST), new Condition.Present()))
                .isInstanceOf(Put.Replaced.class);
    }

    @Test
    void a_tenant_that_has_enough_may_replace_and_not_add() {
        profiles.put(TENANT, named("a", BuiltInProfiles.WEB), new Condition.Any(), 2);
        profiles.put(OTHER, named("a", BuiltInProfiles.WEB), new Condition.Any(), 2);
        profiles.put(TENANT, named("b", BuiltInProfiles.WEB), new Condition.Any(), 2);

        Put third = profiles.put(TENANT, named("c", BuiltInProfiles.WEB), new Condition.Any(), 2);
        Put again = profiles.put(TENANT, named("b", BuiltInProfiles.TEST), new Condition.Any(), 2);

        assertThat(third).isInstanceOf(Put.Full.class);
        assertThat(again).isInstanceOf(Put.Replaced.class);
        assertThat(profiles.list(TENANT)).hasSize(2);
    }

    @Test
    void of_many_that_replace_the_same_version_one_does() throws Exception {
        Put seen = put(TENANT, named("mine", BuiltInProfiles.WEB), new Condition.Any());
        Condition asSeen = new Condition.OneOf(Set.of(stored(seen).version()));

        List<Future<Put>> puts = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                puts.add(all.submit(() -> put(TENANT, named("mine", BuiltInProfiles.TEST), asSeen)));
            }
        }

        int replaced = 0;
        for (Future<Put> put : puts) {
            replaced += put.get() instanceof Put.Replaced ? 1 : 0;
        }
        assertThat(replaced).isEqualTo(1);
    }

    private Put put(TenantId tenant, Profile profile, Condition condition) {
        return profiles.put(tenant, profile, condition, 100);
    }

    private static StoredProfile stored(Put put) {
        return switch (put) {
            case Put.Added added -> added.stored();
            case Put.Replaced replaced -> replaced.stored();
            case Put.Stale _, Put.Full _ -> throw new AssertionError(put + " stored nothing");
        };
    }

    private static Profile named(String name, Profile like) {
        return new Profile(
                new ProfileName(name), like.cadence(), like.video(), like.audio(), like.deliveries(), like.extras());
    }
}
