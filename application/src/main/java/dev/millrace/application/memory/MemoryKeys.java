package dev.millrace.application.memory;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// [KeyStore] in memory.
final class MemoryKeys implements KeyStore {
    /// By the text of their ids, whose order is that of a database; Java compares the numbers of a UUID with their sign.
    private final TreeMap<String, ApiKey> keys = new TreeMap<>();

    @Override
    public synchronized void add(ApiKey key) {
        keys.putIfAbsent(key.id().toString(), key);
    }

    @Override
    public synchronized Optional<ApiKey> find(KeyId id) {
        return Optional.ofNullable(keys.get(id.toString()));
    }

    @Override
    public synchronized Page<ApiKey> list(TenantId tenant, int limit, Optional<Cursor> from) {
        List<ApiKey> found = keys.tailMap(from.map(Cursor::value).orElse(""), false).values().stream()
                .filter(key -> key.tenant().equals(tenant))
                .limit(limit + 1L)
                .toList();
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<ApiKey> page = found.subList(0, limit);
        return new Page<>(page, Optional.of(new Cursor(page.getLast().id().toString())));
    }

    @Override
    public synchronized boolean delete(TenantId tenant, KeyId id) {
        return find(id).filter(key -> key.tenant().equals(tenant)).isPresent() && keys.remove(id.toString()) != null;
    }
}
