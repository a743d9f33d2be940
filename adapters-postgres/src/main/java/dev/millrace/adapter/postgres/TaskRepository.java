package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock()
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
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock()
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
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock()
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

    /// Cancels everything that is not over. Leases are void from then on.
    @Query("""
            update millrace.task
            set state = 'canceled', unmet = 0, not_before = null, rung_at = null,
                worker_id = null, lease_until = null, progress = null,
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
            where state = 'running' and lease_until < millrace.clock()
            order by job_id, name
            limit :max
            """)
    List<TaskKeyRow> late(int max);

    @AcrossTenants("a worker serves all tenants")
    @Query("""
            select tenant_id, job_id, name, epoch from millrace.task
            where state = 'running' and worker_id = :worker
            order by job_id, name
            """)
    List<TaskKeyRow> heldBy(UUID worker);

    /// What these workers are on. A version that did not note when it began may have begun it.
    @AcrossTenants("a worker serves all tenants")
    @Query("""
            select worker_id, job_id, name, kind, coalesce(attempt_started_at, millrace.clock()) as since,
                   progress
            from millrace.task
            where state = 'running' and worker_id = any (cast(:workers as uuid[]))
            order by job_id, name
            """)
    List<HeldRow> heldByAny(String workers);
}
