package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of `millrace.upload`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface UploadRepository extends GenericRepository<UploadRow, UUID> {

    @Query(value = """
                    insert into millrace.upload (
                        id, tenant_id, filename, media_type, object_key, size, part_size, token, created_at, expires_at,
                        early, status)
                    values (
                        :id, :tenant, :filename, :mediaType, :objectKey, :size, :partSize, :token, :createdAt,
                        :expiresAt, :early, 'waiting')
                    on conflict (id) do nothing
                    """, nativeQuery = true)
    void insert(
            UUID id,
            String tenant,
            String filename,
            String mediaType,
            String objectKey,
            long size,
            long partSize,
            String token,
            Instant createdAt,
            Instant expiresAt,
            boolean early);

    @Query(value = """
                    select * from millrace.upload
                    where tenant_id = :tenant and id = :id
                    """, nativeQuery = true)
    Optional<UploadRow> find(String tenant, UUID id);

    /// Moves a waiting upload on.
    ///
    /// @param status not `waiting`
    @Query(value = """
                    update millrace.upload set status = :status, ended_at = :now
                    where tenant_id = :tenant and id = :id and status = 'waiting'
                    """, nativeQuery = true)
    int end(String tenant, UUID id, String status, Instant now);

    @AcrossTenants("A sweep ends what nobody completed, whoever began it.")
    @Query(value = """
                    select * from millrace.upload
                    where status = 'waiting' and expires_at <= :now
                    order by expires_at
                    limit :max
                    for update skip locked
                    """, nativeQuery = true)
    List<UploadRow> late(Instant now, int max);

    @AcrossTenants("A sweep removes what was left in storage, whoever left it.")
    @Query(value = """
                    select * from (
                        select *, ended_at as clearable from millrace.upload
                        where status in ('canceled', 'expired') and not early and cleared_at is null
                        union all
                        select *, greatest(ended_at, expires_at) from millrace.upload
                        where status <> 'waiting' and early and cleared_at is null) as over
                    where clearable <= :before
                    order by clearable
                    limit :max
                    """, nativeQuery = true)
    List<UploadRow> litter(Instant before, int max);

    @Query(value = """
                    update millrace.upload set cleared_at = :now
                    where tenant_id = :tenant and id = :id and (status in ('canceled', 'expired') or status = 'completed' and early) and cleared_at is null
                    """, nativeQuery = true)
    int clear(String tenant, UUID id, Instant now);
}
