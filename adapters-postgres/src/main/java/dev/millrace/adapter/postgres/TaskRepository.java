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

/// Rows of `millrace.task`. Whoever changes a task's state holds the row of its job.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TaskRepository extends GenericRepository<TaskRow, String> {

    @AcrossTenants("reads no table")
    @Query("select millrace.clock()")
    Instant clock();

    @Query("select * from millrace.task where tenant_id = :tenant and job_id = :job order by rank, name")
    List<TaskRow> of(String tenant, UUID job);

    @Query("""
            select * from millrace.task
            where tenant_id = :tenant and job_id = :job and name = :name
            for update
            """)
    Optional<TaskRow> lock(String tenant, UUID job, String name);

    /// Everything that is not over, by name, which is the order in which heartbeats and rings lock.
    @Query("""
            select * from millrace.task
            where tenant_id = :tenant and job_id = :job and state in ('waiting', 'ready', 'running')
            order by name
            for update
            """)
    List<TaskRow> lockUnfinished(String tenant, UUID job);

    /// Adds tasks; those whose needs are all done, and whose part of the source has arrived, are ready, and a name that exists already is left as it is.
    ///
    /// Whoever adds them rings for those that are ready.
    ///
    /// @param tasks a JSON array of objects with the columns' names
    /// @return how many are ready
    @Query("""
            with fresh as (
                insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight, source_bytes,
                                           unmet, state, not_before, rung_at)
                select :tenant, :job, added.name, added.kind, added.work, added.needs, added.rank, added.weight,
                       added.source_bytes, waits.unmet,
                       case waits.unmet when 0 then 'ready' else 'waiting' end,
                       case waits.unmet when 0 then millrace.clock() end,
                       case waits.unmet when 0 then millrace.clock() end
                from jsonb_to_recordset(cast(:tasks as jsonb))
                        as added (name text, kind text, work jsonb, needs text[], rank integer, weight bigint,
                                  source_bytes bigint)
                cross join lateral (
                    select cardinality(added.needs) - count(*) + (
                            select count(*) from millrace.job
                            where job.tenant_id = :tenant and job.id = :job
                              and job.arrived < added.source_bytes) as unmet
                    from millrace.task
                    where task.tenant_id = :tenant and task.job_id = :job
                      and task.name = any (added.needs) and task.state = 'done') as waits
                on conflict (job_id, name) do nothing
                returning task.state)
            select count(*) from fresh where fresh.state = 'ready'
            """)
    int insert(String tenant, UUID job, String tasks);

    /// More of the source is there: tasks that waited for no more of it wait for one thing less.
    ///
    /// @param before how much was there
    /// @param bytes how much is there
    @Query("""
            update millrace.task
            set unmet = unmet - 1,
                state = case unmet when 1 then 'ready' else 'waiting' end,
                not_before = case unmet when 1 then millrace.clock() end
            where tenant_id = :tenant and job_id = :job and state = 'waiting'
              and source_bytes > :before and source_bytes <= :bytes
            """)
    void arrived(String tenant, UUID job, long before, long bytes);

    /// Lets a running task wait for more of its source, or offers it again when that has come meanwhile.
    @Query("""
            update millrace.task
            set source_bytes = :bytes, unmet = waits.unmet,
                state = case waits.unmet when 0 then 'ready' else 'waiting' end,
                not_before = case waits.unmet when 0 then millrace.clock() end,
                attempts = 0, interruptions = 0, rung_at = null, settled_epoch = epoch,
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock(),
                twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null
            from (
                select count(*) as unmet from millrace.job
                where job.tenant_id = :tenant and job.id = :job and job.arrived < :bytes) as waits
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void postpone(String tenant, UUID job, String name, long bytes);

    /// Offers a task again that was running, and announces it again.
    @Query("""
            update millrace.task
            set state = 'ready', attempts = :attempts, interruptions = :interruptions,
                not_before = :notBefore, rung_at = null, settled_epoch = :settledEpoch,
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock(),
                twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void ready(
            String tenant,
            UUID job,
            String name,
            int attempts,
            int interruptions,
            Instant notBefore,
            long settledEpoch);

    @Query("""
            update millrace.task
            set state = 'failed', attempts = :attempts, interruptions = :interruptions,
                failure_code = :failureCode, failure_sentence = :failureSentence, settled_epoch = :settledEpoch,
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock(),
                twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void failed(
            String tenant,
            UUID job,
            String name,
            int attempts,
            int interruptions,
            String failureCode,
            String failureSentence,
            long settledEpoch);

    /// Lets a twin go on in place of the first attempt. The two change epochs, so that the next claim gets one that neither
    /// had.
    @Query("""
            update millrace.task
            set attempts = :attempts, interruptions = :interruptions, settled_epoch = :settledEpoch,
                epoch = twin_epoch, worker_id = twin_worker_id, lease_until = twin_lease_until, progress = twin_progress,
                attempt_worker_id = twin_worker_id, attempt_started_at = twin_started_at,
                twin_epoch = epoch, twin_worker_id = null, twin_started_at = null,
                twin_lease_until = null, twin_progress = null
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void passOn(String tenant, UUID job, String name, int attempts, int interruptions, long settledEpoch);

    /// The twin is no more.
    @Query("""
            update millrace.task
            set twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void part(String tenant, UUID job, String name);

    /// Cancels everything that is not over. Leases are void from then on.
    @Query("""
            update millrace.task
            set state = 'canceled', unmet = 0, not_before = null, rung_at = null,
                worker_id = null, lease_until = null, progress = null,
                twin_worker_id = null, twin_started_at = null, twin_lease_until = null, twin_progress = null,
                attempt_finished_at = case state when 'running' then millrace.clock() else attempt_finished_at end
            where tenant_id = :tenant and job_id = :job and state in ('waiting', 'ready', 'running')
            """)
    void cancel(String tenant, UUID job);

    /// Starts everything anew that is not done.
    @Query("""
            update millrace.task
            set unmet = waits.unmet,
                state = case waits.unmet when 0 then 'ready' else 'waiting' end,
                not_before = case waits.unmet when 0 then millrace.clock() end,
                attempts = 0, interruptions = 0, failure_code = null, failure_sentence = null, rung_at = null
            from (
                select stopped.name, cardinality(stopped.needs) - count(needed.name) + (
                        select count(*) from millrace.job
                        where job.tenant_id = :tenant and job.id = :job and job.arrived < stopped.source_bytes) as unmet
                from millrace.task as stopped
                left join millrace.task as needed
                  on needed.tenant_id = :tenant and needed.job_id = :job
                 and needed.name = any (stopped.needs) and needed.state = 'done'
                where stopped.tenant_id = :tenant and stopped.job_id = :job
                  and stopped.state in ('failed', 'canceled')
                group by stopped.name, stopped.needs, stopped.source_bytes) as waits
            where tenant_id = :tenant and job_id = :job and task.name = waits.name
            """)
    void reopen(String tenant, UUID job);

    /// Announces what is ready again. Tasks are locked by name, as by whoever rings for them.
    @Query("""
            update millrace.task set rung_at = null
            where tenant_id = :tenant and job_id = :job and name = any (array(
                select name from millrace.task
                where tenant_id = :tenant and job_id = :job and state = 'ready'
                order by name
                for no key update))
            """)
    void ringAgain(String tenant, UUID job);

    @AcrossTenants("the bell is the same for all tenants and says nothing about a job")
    @Query("""
            select task.job_id, task.name, job.class as priority_class
            from millrace.task join millrace.job on job.id = task.job_id
            where task.state = 'ready' and task.rung_at is null and task.not_before <= millrace.clock()
            order by task.job_id, task.rank, task.name
            limit :max
            """)
    List<RingRow> toRing(int max);

    /// Marks tasks as announced.
    ///
    /// @param rings a JSON array of `{job_id, name}`
    @AcrossTenants("follows the answer to toRing")
    @Query("""
            update millrace.task set rung_at = millrace.clock()
            from (
                select task.job_id, task.name
                from jsonb_to_recordset(cast(:rings as jsonb)) as ring (job_id uuid, name text)
                join millrace.task using (job_id, name)
                where task.state = 'ready' and task.rung_at is null
                order by task.job_id, task.name
                for no key update of task) as ringing
            where task.job_id = ringing.job_id and task.name = ringing.name
            """)
    void rung(String rings);

    /// What waits in each class: of the oldest jobs, so many tasks at most. The limit within the inner query keeps the
    /// planner from joining everything before it counts.
    @AcrossTenants("operators see what waits, and nothing of what it is")
    @Query("""
            select waiting.class as priority_class, count(task.not_before) as ready,
                   coalesce(cast(1000 * extract(epoch from millrace.clock() - min(task.not_before)) as bigint), 0)
                       as oldest_millis
            from (values ('high'), ('normal'), ('low')) as waiting (class)
            left join lateral (
                select due.not_before
                from (
                    select id, tenant_id from millrace.job
                    where class = waiting.class and ready > 0
                    order by id
                    limit :most) as job
                cross join lateral (
                    select not_before from millrace.task
                    where task.job_id = job.id and task.tenant_id = job.tenant_id
                      and state = 'ready' and not_before <= millrace.clock()
                    limit :most) as due
                limit :most) as task on true
            group by waiting.class
            """)
    List<LoadRow> load(int most);

    /// What the tasks ask that wait, of the oldest jobs.
    @AcrossTenants("operators see what waits, and nothing of what it is")
    @Query("""
            select waiting.kind, waiting.encoder, count(*) as ready
            from (
                select due.kind, case due.kind when 'encode_chunk' then job.encoder end as encoder
                from (
                    select id, tenant_id, encoder from millrace.job
                    where ready > 0
                    order by id
                    limit :most) as job
                cross join lateral (
                    select kind from millrace.task
                    where task.job_id = job.id and task.tenant_id = job.tenant_id
                      and state = 'ready' and not_before <= millrace.clock()
                    limit :most) as due
                limit :most) as waiting
            group by waiting.kind, waiting.encoder
            """)
    List<NeedRow> needs(int most);

    /// What is left to do of jobs that go on: each has a ready or a running task.
    @AcrossTenants("operators see how much there is to do, and nothing of what it is")
    @Query("""
            with running as (
                select job_id, sum(weight * progress) as done from millrace.task where state = 'running' group by job_id),
            open as (
                (select id from millrace.job where ready > 0 order by id limit :most)
                union
                select job_id from running)
            select cast(count(*) filter (where job.graph_complete) as integer) as jobs,
                   cast(coalesce(sum(job.weight - job.weight_done - coalesce(running.done, 0))
                                 filter (where job.graph_complete), 0) as bigint) as left_millis,
                   cast(coalesce(sum(job.weight) filter (where job.graph_complete), 0) as bigint) as whole_millis,
                   cast(count(*) filter (where not job.graph_complete) as integer) as unknown
            from open
            join millrace.job on job.id = open.id
            left join running on running.job_id = job.id
            where job.purpose = 'transcode' and not job.paused
            """)
    BacklogRow backlog(int most);

    @AcrossTenants("reads no table")
    @Query("select millrace.clock() >= pg_postmaster_start_time() + :millis * interval '1 millisecond'")
    boolean hasRunFor(long millis);

    @AcrossTenants("the sweep ends leases of all tenants")
    @Query("""
            select tenant_id, job_id, name, epoch from millrace.task
            where state = 'running' and (lease_until < millrace.clock() or twin_lease_until < millrace.clock())
            order by job_id, name
            limit :max
            """)
    List<TaskKeyRow> late(int max);

    @AcrossTenants("a worker serves all tenants")
    @Query("""
            select tenant_id, job_id, name, epoch from millrace.task
            where state = 'running' and (worker_id = :worker or twin_worker_id = :worker)
            order by job_id, name
            """)
    List<TaskKeyRow> heldBy(UUID worker);

    /// What these workers are on. A version that did not note when it began may have begun it.
    @AcrossTenants("a worker serves all tenants")
    @Query("""
            select attempt.worker_id, job_id, name, kind, attempt.since, attempt.progress
            from millrace.task
            cross join lateral (values
                (task.worker_id, coalesce(task.attempt_started_at, millrace.clock()), task.progress),
                (task.twin_worker_id, task.twin_started_at, task.twin_progress)) as attempt (worker_id, since, progress)
            where state = 'running' and attempt.worker_id = any (cast(:workers as uuid[]))
            order by job_id, name
            """)
    List<HeldRow> heldByAny(String workers);

    /// Chunks that run for long and never had a twin, those that run longest first, with the median rate of the other
    /// chunks of their jobs, in milliseconds of estimated work done in a second.
    ///
    /// @param worker who looks for one
    /// @param build its build of the encoders
    /// @param millis for how long they run, at least
    @AcrossTenants("a worker serves all tenants")
    @Query("""
            select slow.tenant_id, slow.job_id, slow.name, slow.epoch, slow.weight, slow.progress,
                   slow.attempts, slow.interruptions, slow.running_millis, others.known, others.rate
            from (
                select task.*, cast(1000 * extract(epoch from millrace.clock() - task.attempt_started_at) as bigint)
                       as running_millis
                from millrace.task
                join millrace.job on job.tenant_id = task.tenant_id and job.id = task.job_id
                where task.state = 'running' and task.kind = 'encode_chunk' and task.twin_epoch < task.epoch
                  and task.attempt_started_at <= (select millrace.clock() - :millis * interval '1 millisecond')
                  and task.worker_id <> :worker
                  and job.encoder = :build and not job.paused
                order by task.attempt_started_at
                limit :max) as slow
            cross join lateral (
                select cast(count(rate) as integer) as known,
                       coalesce(percentile_cont(0.5) within group (order by rate), 0) as rate
                from (
                    select other.weight * coalesce(other.progress, 1) / nullif(extract(epoch from
                               coalesce(other.attempt_finished_at, millrace.clock()) - other.attempt_started_at), 0)
                               as rate
                    from millrace.task as other
                    where other.tenant_id = slow.tenant_id and other.job_id = slow.job_id
                      and other.kind = 'encode_chunk' and other.name <> slow.name
                      and (other.state = 'done' or other.state = 'running' and other.progress > 0)
                      and other.attempt_started_at is not null) as rates) as others
            """)
    List<SlowRow> slow(UUID worker, String build, long millis, int max);

    /// Claims that count what runs of a tenant go one after the other.
    @AcrossTenants("reads no table")
    @Query("select 1 from pg_advisory_xact_lock(hashtext('millrace.claim'))")
    int takeTurns();

    @Query("""
            select count(*) + count(twin_worker_id) from millrace.task
            where tenant_id = :tenant and state = 'running'
            """)
    long running(String tenant);

    /// Products of the tasks that one needs, as a JSON object.
    @Query("""
            select cast(jsonb_object_agg(done.name, done.product) as text)
            from millrace.task as given
            join millrace.task as done
              on done.tenant_id = :tenant and done.job_id = :job and done.name = any (given.needs)
            where given.tenant_id = :tenant and given.job_id = :job and given.name = :name
            """)
    @Nullable
    String inputs(String tenant, UUID job, String name);

    /// Gives a running task a twin.
    @Query("""
            update millrace.task
            set twin_epoch = epoch + 1, twin_worker_id = :worker, twin_started_at = millrace.clock(), twin_progress = 0,
                twin_lease_until = millrace.clock() + :leaseMillis * interval '1 millisecond'
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void join(String tenant, UUID job, String name, UUID worker, long leaseMillis);
}
