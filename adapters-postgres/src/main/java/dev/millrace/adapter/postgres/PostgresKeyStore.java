package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// [KeyStore] on `millrace.api_key`.
final class PostgresKeyStore implements KeyStore {

    private static final UUID FIRST = new UUID(0, 0);

    private final Transactions transactions;
    private final KeyRepository keys;

    PostgresKeyStore(Transactions transactions, Repositories repositories) {
        this.transactions = transactions;
        this.keys = repositories.keys();
    }

    @Override
    public void add(ApiKey key) {
        transactions.run(() -> keys.insert(
                key.id().value(),
                key.tenant().value(),
                key.name(),
                ArrayText.of(key.scopes().stream().map(Scope::word).sorted().toList()),
                key.hash().hex(),
                key.createdAt()));
    }

    @Override
    public Optional<ApiKey> find(KeyId id) {
        return transactions.in(() -> keys.find(id.value()).map(KeyRow::key));
    }

    @Override
    public Page<ApiKey> list(TenantId tenant, int limit, Optional<Cursor> from) {
        UUID after = from.map(cursor -> UUID.fromString(cursor.value())).orElse(FIRST);
        List<ApiKey> found = transactions.in(() -> keys.after(tenant.value(), after, limit + 1).stream()
                .map(KeyRow::key)
                .toList());
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<ApiKey> page = found.subList(0, limit);
        return new Page<>(page, Optional.of(new Cursor(page.getLast().id().toString())));
    }

    @Override
    public boolean delete(TenantId tenant, KeyId id) {
        return transactions.in(() -> keys.delete(tenant.value(), id.value())) > 0;
    }
}
