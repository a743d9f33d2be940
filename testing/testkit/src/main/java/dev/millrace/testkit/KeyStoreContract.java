package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.access.SecretHash;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [KeyStore] promises.
public abstract class KeyStoreContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");

    private PersistenceFixture fixture;
    private KeyStore keys;

    /// For subclasses.
    protected KeyStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        keys = fixture.persistence().keys();
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_key_is_found_as_it_was_added() {
        ApiKey key = aKey(TENANT, "Grüße – 2026, \"quoted\"", Set.of(Scope.JOBS_READ, Scope.ADMIN));

        keys.add(key);

        assertThat(keys.find(key.id())).contains(key);
    }

    @Test
    void adding_an_id_again_changes_nothing() {
        ApiKey key = added(TENANT);

        keys.add(
                new ApiKey(key.id(), OTHER, "another", Set.of(Scope.ADMIN), SecretHash.of("another"), key.createdAt()));

        assertThat(keys.find(key.id())).contains(key);
    }

    @Test
    void a_key_that_was_never_added_is_not_found() {
        added(TENANT);

        assertThat(keys.find(new KeyId(Samples.aJobId().value()))).isEmpty();
    }

    @Test
    void a_tenant_is_shown_its_own_keys_the_oldest_first() {
        ApiKey first = added(TENANT);
        added(OTHER);
        ApiKey second = added(TENANT);

        Page<ApiKey> page = keys.list(TENANT, 10, Optional.empty());

        assertThat(page.items()).containsExactly(first, second);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void pages_hold_every_key_once() {
        List<ApiKey> added = List.of(added(TENANT), added(TENANT), added(TENANT), added(TENANT), added(TENANT));

        List<ApiKey> seen = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Page<ApiKey> page = keys.list(TENANT, 2, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.items());
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).containsExactlyElementsOf(added);
    }

    @Test
    void a_deleted_key_is_not_found_any_more() {
        ApiKey key = added(TENANT);
        ApiKey other = added(TENANT);

        boolean first = keys.delete(TENANT, key.id());
        boolean second = keys.delete(TENANT, key.id());

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(keys.find(key.id())).isEmpty();
        assertThat(keys.list(TENANT, 10, Optional.empty()).items()).containsExactly(other);
    }

    @Test
    void a_key_of_another_tenant_can_not_be_deleted() {
        ApiKey key = added(OTHER);

        assertThat(keys.delete(TENANT, key.id())).isFalse();
        assertThat(keys.find(key.id())).contains(key);
    }

    private ApiKey added(TenantId tenant) {
        ApiKey key = aKey(tenant, "a key", Set.of(Scope.JOBS_WRITE));
        keys.add(key);
        return key;
    }

    private ApiKey aKey(TenantId tenant, String name, Set<Scope> scopes) {
        KeyId id = new KeyId(Samples.aJobId().value());
        return new ApiKey(id, tenant, name, scopes, SecretHash.of("secret of " + id), fixture.now());
    }
}
