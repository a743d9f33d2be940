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

    /// Adds tasks; those whose needs are all done are ready, and a name that exists already is left as it is.
    ///
    /// @param tasks a JSON array of objects with the columns' names
    @Query("""
            insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight,
                                       unmet, state, not_before)
            select :tenant, :job, added.name, added.kind, added.work, added.needs, added.rank, added.weight,
                   waits.unmet,
                   case waits.unmet when 0 then 'ready' else 'waiting' end,
                   case waits.unmet when 0 then millrace.clock() end
            from jsonb_to_recordset(cast(:tasks as jsonb))
                    as added (name text, kind text, work jsonb, needs text[], rank integer, weight bigint)
            cross join lateral (
                select cardinality(added.needs) - count(*) as unmet from millrace.task
                where task.tenant_id = :tenant and task.job_id = :job
                  and task.name = any (added.needs) and task.state = 'done') as waits
            on conflict (job_id, name) do nothing
            """)
    void insert(String tenant, UUID job, String tasks);

    @Query("""
            update millrace.task
            set state = 'done', product = cast(:product as jsonb), settled_epoch = epoch,
                worker_id = null, lease_until = null, progress = null, attempt_finished_at = millrace.clock()
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void done(String tenant, UUID job, String name, String product);

    /// Tasks that waited for this one wait for one less.
    @Query("""
            update millrace.task
            set unmet = unmet - 1,
                state = case unmet when 1 then 'ready' else 'waiting' end,
                not_before = case unmet when 1 then millrace.clock() end
            where tenant_id = :tenant and job_id = :job and state = 'waiting' and :name = any (needs)
            """)
    void met(String tenant, UUID job, String name);

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
                attempts = 0, interruptions = 0, failure_code = null, failure_sentence = null
            from (
                select stopped.name, cardinality(stopped.needs) - count(needed.name) as unmet
                from millrace.task as stopped
                left join millrace.task as needed
                  on needed.tenant_id = :tenant and needed.job_id = :job
                 and needed.name = any (stopped.needs) and needed.state = 'done'
                where stopped.tenant_id = :tenant and stopped.job_id = :job
                  and stopped.state in ('failed', 'canceled')
                group by stopped.name, stopped.needs) as waits
            where tenant_id = :tenant and job_id = :job and task.name = waits.name
            """)
    void reopen(String tenant, UUID job);

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
