package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ProfileCatalog] promises.
public abstract class ProfileCatalogContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");

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

        profiles.put(TENANT, profile);

        assertThat(profiles.find(TENANT, profile.name())).contains(profile);
    }

    @Test
    void a_profile_that_was_never_put_is_not_found() {
        assertThat(profiles.find(TENANT, new ProfileName("mine"))).isEmpty();
        assertThat(profiles.delete(TENANT, new ProfileName("mine"))).isFalse();
    }

    @Test
    void putting_again_replaces() {
        profiles.put(TENANT, named("mine", BuiltInProfiles.WEB));

        profiles.put(TENANT, named("mine", BuiltInProfiles.TEST));

        assertThat(profiles.list(TENANT)).containsExactly(named("mine", BuiltInProfiles.TEST));
    }

    @Test
    void profiles_are_listed_by_name_and_only_to_their_tenant() {
        profiles.put(TENANT, named("b", BuiltInProfiles.WEB));
        profiles.put(TENANT, named("a", BuiltInProfiles.MP4));
        profiles.put(OTHER, named("c", BuiltInProfiles.TEST));

        List<Profile> listed = profiles.list(TENANT);

        assertThat(listed).extracting(profile -> profile.name().value()).containsExactly("a", "b");
        assertThat(profiles.find(TENANT, new ProfileName("c"))).isEmpty();
        assertThat(profiles.delete(TENANT, new ProfileName("c"))).isFalse();
    }

    @Test
    void a_deleted_profile_is_gone() {
        profiles.put(TENANT, named("mine", BuiltInProfiles.WEB));

        assertThat(profiles.delete(TENANT, new ProfileName("mine"))).isTrue();

        assertThat(profiles.list(TENANT)).isEmpty();
    }

    private static Profile named(String name, Profile like) {
        return new Profile(
                new ProfileName(name), like.cadence(), like.video(), like.audio(), like.deliveries(), like.extras());
    }
}
