package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Rows of `millrace.worker`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WorkerRepository extends GenericRepository<WorkerRow, UUID> {

    String EVERYONES = "workers belong to no tenant";

    @AcrossTenants(EVERYONES)
    @Query("""
            insert into millrace.worker (id, host, slots, since, running, seen_at)
            values (:id, :host, :slots, :since, cast(:running as jsonb), millrace.clock())
            on conflict (id) do update
            set host = excluded.host, slots = excluded.slots, since = excluded.since,
                running = excluded.running, seen_at = excluded.seen_at
            returning *
            """)
    WorkerRow seen(UUID id, String host, int slots, Instant since, String running);

    @AcrossTenants(EVERYONES)
    @Query("""
            select * from millrace.worker
            where seen_at >= millrace.clock() - :ageMillis * interval '1 millisecond'
            order by since, id
            """)
    List<WorkerRow> seenWithin(long ageMillis);

    @AcrossTenants(EVERYONES)
    @Query("update millrace.worker set draining = true where id = :id")
    int drain(UUID id);

    @AcrossTenants(EVERYONES)
    @Query("delete from millrace.worker where id = :id")
    void delete(UUID id);

    /// Workers that died without a word.
    @AcrossTenants(EVERYONES)
    @Query("""
            delete from millrace.worker where id in (
                select id from millrace.worker
                where seen_at < millrace.clock() - interval '1 day'
                order by id
                for update skip locked)
            """)
    void deleteLongSilent();
}
