package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of `millrace.webhook`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WebhookRepository extends GenericRepository<WebhookRow, UUID> {

    /// Adds a row, unless there are `most` others.
    ///
    /// @param events an array as text
    @Query(value = """
                    insert into millrace.webhook (id, tenant_id, url, events, secret, created_at)
                    select :id, :tenant, :url, cast(:events as text[]), :secret, :createdAt
                    where (select count(*) from millrace.webhook where tenant_id = :tenant) < :most
                    on conflict (id) do nothing
                    """, nativeQuery = true)
    void insert(UUID id, String tenant, String url, String events, String secret, Instant createdAt, int most);

    @Query(value = """
                    select id, tenant_id, url, array_to_string(events, ',') as events, secret, former_secret,
                        former_until, created_at, disabled_at
                    from millrace.webhook
                    where tenant_id = :tenant and id = :id
                    """, nativeQuery = true)
    Optional<WebhookRow> find(String tenant, UUID id);

    @Query(value = """
                    select id, tenant_id, url, array_to_string(events, ',') as events, secret, former_secret,
                        former_until, created_at, disabled_at
                    from millrace.webhook
                    where tenant_id = :tenant
                    order by id
                    """, nativeQuery = true)
    List<WebhookRow> of(String tenant);

    @Query(value = """
                    update millrace.webhook
                    set secret = :secret, former_secret = :former, former_until = :formerUntil
                    where tenant_id = :tenant and id = :id
                    """, nativeQuery = true)
    int rotate(String tenant, UUID id, String secret, @Nullable String former, @Nullable Instant formerUntil);

    @Query(
            value = "update millrace.webhook set disabled_at = :now where tenant_id = :tenant and id = :id",
            nativeQuery = true)
    int disable(String tenant, UUID id, Instant now);

    @Query(value = "delete from millrace.webhook where tenant_id = :tenant and id = :id", nativeQuery = true)
    int delete(String tenant, UUID id);
}
