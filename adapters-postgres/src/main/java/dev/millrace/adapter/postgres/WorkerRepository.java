package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of `millrace.worker`, and the heartbeat.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WorkerRepository extends GenericRepository<WorkerRow, UUID> {

    String EVERYONES = "workers belong to no tenant";

    /// The heartbeat: one statement for a process, whatever it is on. Says that the worker is alive, renews the leases
    /// that still count, and answers their numbers. Locks tasks in the order of their primary key.
    ///
    /// @param able the kinds of work it knows, as an array
    /// @param heartbeats a JSON array of `{number, job_id, name, epoch, progress}`
    /// @return `{drain, held}`: whether the worker was asked to, and the numbers
    @AcrossTenants("a worker serves all tenants, and proves by its epoch that it was given the task")
    @Query("""
            with held as (
                select task.job_id, task.name, beat.number, beat.progress, task.epoch = beat.epoch as first
                from jsonb_to_recordset(cast(:heartbeats as jsonb)) as beat (
                        number integer, job_id uuid, name text, epoch bigint, progress double precision)
                join millrace.task using (job_id, name)
                where task.state = 'running'
                  and (task.epoch = beat.epoch and task.worker_id = :id
                       or task.twin_epoch = beat.epoch and task.twin_worker_id = :id)
                order by task.job_id, task.name
                for no key update of task),
            renewed as (
                update millrace.task
                set lease_until = case when held.first then beaten.until else lease_until end,
                    progress = case when held.first then held.progress else task.progress end,
                    twin_lease_until = case when held.first then twin_lease_until else beaten.until end,
                    twin_progress = case when held.first then twin_progress else held.progress end
                from held,
                     (select millrace.clock() + :extensionMillis * interval '1 millisecond' as until) as beaten
                where task.job_id = held.job_id and task.name = held.name
                returning held.number),
            seen as (
                insert into millrace.worker (id, host, version, slots, since, state, pace, kinds, encoder, seen_at)
                values (:id, :host, :version, :slots, :since, :state, :pace, cast(:able as text[]), :encoder,
                        millrace.clock())
                on conflict (id) do update
                set host = excluded.host, version = excluded.version, slots = excluded.slots,
                    since = excluded.since, state = excluded.state, pace = excluded.pace,
                    kinds = excluded.kinds, encoder = excluded.encoder,
                    seen_at = excluded.seen_at
                returning draining)
            select cast(jsonb_build_object(
                'drain', seen.draining,
                'held', coalesce((select jsonb_agg(number) from renewed), '[]')) as text)
            from seen
            """)
    String beat(
            UUID id,
            String host,
            String version,
            int slots,
            Instant since,
            String state,
            @Nullable Double pace,
            @Nullable String able,
            @Nullable String encoder,
            String heartbeats,
            long extensionMillis);

    @AcrossTenants(EVERYONES)
    @Query("""
            select * from millrace.worker
            where id > :after and seen_at >= millrace.clock() - :ageMillis * interval '1 millisecond'
            order by id
            limit :max
            """)
    List<WorkerRow> seenWithin(long ageMillis, UUID after, int max);

    @AcrossTenants(EVERYONES)
    @Query("""
            select state, cast(count(*) as integer) as workers
            from (
                select case when draining and state = 'working' then 'draining' else state end as state
                from millrace.worker
                where seen_at >= millrace.clock() - :ageMillis * interval '1 millisecond') as living
            group by state
            """)
    List<CensusRow> census(long ageMillis);

    /// The working ones together; no slots when there is none.
    @AcrossTenants(EVERYONES)
    @Query("""
            select cast(coalesce(sum(slots), 0) as integer) as slots,
                   sum(slots * pace) / sum(slots) filter (where pace is not null) as pace
            from millrace.worker
            where state = 'working' and not draining
              and seen_at >= millrace.clock() - :ageMillis * interval '1 millisecond'
            """)
    FleetRow fleet(long ageMillis);

    /// What the working ones can do, each once; null for those that don't say.
    @AcrossTenants(EVERYONES)
    @Query("""
            select distinct array_to_string(kinds, ',') as kinds, encoder
            from millrace.worker
            where state = 'working' and not draining
              and seen_at >= millrace.clock() - :ageMillis * interval '1 millisecond'
            """)
    List<AbilitiesRow> abilities(long ageMillis);

    @AcrossTenants(EVERYONES)
    @Query("update millrace.worker set draining = true where id = :id returning *")
    @Nullable
    WorkerRow drain(UUID id);

    @AcrossTenants(EVERYONES)
    @Query("delete from millrace.worker where id = :id")
    void delete(UUID id);

    /// Workers that died without a word. Sweeps of several processes don't wait for each other.
    @AcrossTenants(EVERYONES)
    @Query("""
            delete from millrace.worker where id in (
                select id from millrace.worker
                where seen_at < millrace.clock() - :silentMillis * interval '1 millisecond'
                order by id
                for update skip locked)
            """)
    int deleteSilent(long silentMillis);
}
