package dev.millrace.application.client;

import dev.millrace.application.port.KeyStore;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;

/// Forgets a key. Whoever shows it is refused from the next request on, and so is whoever came in by it.
public final class DeleteKey {
    private final KeyStore keys;

    /// @param keys holds it
    public DeleteKey(KeyStore keys) {
        this.keys = keys;
    }

    /// Forgets it and answers whether the tenant had it.
    public boolean delete(TenantId tenant, KeyId id) {
        return keys.delete(tenant, id);
    }
}
