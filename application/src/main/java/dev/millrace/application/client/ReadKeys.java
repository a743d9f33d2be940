package dev.millrace.application.client;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.KeyText;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.util.Optional;

/// Shows a tenant's keys, and knows a key again.
public final class ReadKeys {
    private final KeyStore keys;

    /// @param keys holds them
    public ReadKeys(KeyStore keys) {
        this.keys = keys;
    }

    /// A tenant's keys, the oldest first, a page at a time.
    public Page<ApiKey> list(TenantId tenant, int limit, Optional<Cursor> from) {
        return keys.list(tenant, limit, from);
    }

    /// The key of which that is the whole text; empty when there is none, or not any more.
    public Optional<ApiKey> known(String text) {
        return KeyText.read(text)
                .flatMap(shown -> keys.find(shown.id()).filter(key -> key.hash().fits(shown.secret())));
    }

    /// The key of that id, which was known by its text before; empty when it was deleted meanwhile.
    public Optional<ApiKey> still(KeyId id) {
        return keys.find(id);
    }
}
