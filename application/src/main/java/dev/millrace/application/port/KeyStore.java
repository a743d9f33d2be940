package dev.millrace.application.port;

import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.util.Optional;

/// The keys of callers. What they say is not in it, but their hashes.
public interface KeyStore {
    /// Stores a key. Storing an id again changes nothing.
    void add(ApiKey key);

    /// The key of that id, whosever it is: the key itself says for whom its holder speaks. Empty from the moment it was
    /// deleted.
    Optional<ApiKey> find(KeyId id);

    /// A tenant's keys, in the order of their ids, which is that of their making.
    ///
    /// @param limit how many at most
    /// @param from where a page before ended
    Page<ApiKey> list(TenantId tenant, int limit, Optional<Cursor> from);

    /// Forgets a key and answers whether the tenant had it.
    boolean delete(TenantId tenant, KeyId id);
}
