package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of `millrace.api_key`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface KeyRepository extends GenericRepository<KeyRow, UUID> {

    /// Adds a row.
    ///
    /// @param scopes an array as text
    @Query(value = """
                    insert into millrace.api_key (id, tenant_id, name, scopes, hash, created_at)
                    values (:id, :tenant, :name, cast(:scopes as text[]), :hash, :createdAt)
                    on conflict (id) do nothing
                    """, nativeQuery = true)
    void insert(UUID id, String tenant, String name, String scopes, String hash, Instant createdAt);

    @AcrossTenants("The key that a caller shows says whose the caller is; until then nobody knows.")
    @Query(value = """
                    select id, tenant_id, name, array_to_string(scopes, ',') as scopes, hash, created_at
                    from millrace.api_key
                    where id = :id
                    """, nativeQuery = true)
    Optional<KeyRow> find(UUID id);

    @Query(value = """
                    select id, tenant_id, name, array_to_string(scopes, ',') as scopes, hash, created_at
                    from millrace.api_key
                    where tenant_id = :tenant and id > :after
                    order by id
                    limit :max
                    """, nativeQuery = true)
    List<KeyRow> after(String tenant, UUID after, int max);

    @Query(value = "delete from millrace.api_key where tenant_id = :tenant and id = :id", nativeQuery = true)
    int delete(String tenant, UUID id);
}
