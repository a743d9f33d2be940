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

/// Rows of `millrace.job`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface JobRepository extends GenericRepository<JobRow, UUID> {

    String JOB = """
            select job.*, coalesce((
                select sum(task.weight * task.progress) from millrace.task
                where task.tenant_id = job.tenant_id and task.job_id = job.id and task.state = 'running'), 0)
                as weight_running
            from millrace.job
            """;

    @Query("""
            insert into millrace.job (id, tenant_id, purpose, input_key, arriving_by, arrived, profile, priority, status, created_at, version,
                                      served, idempotency_key, idempotency_fingerprint)
            values (:id, :tenant, :purpose, :input, :arrivingBy, :arrived, cast(:profile as jsonb), :priority, 'queued', :createdAt, 0,
                    coalesce((select min(served) from millrace.job
                              where tenant_id = :tenant and class = :priorityClass and ready > 0), 0),
                    :key, :fingerprint)
            on conflict do nothing
            """)
    int insert(
            UUID id,
            String tenant,
            String purpose,
            String input,
            @Nullable UUID arrivingBy,
            @Nullable Long arrived,
            String profile,
            int priority,
            String priorityClass,
            Instant createdAt,
            @Nullable String key,
            @Nullable String fingerprint);

    @Query(JOB + "where tenant_id = :tenant and id = :id")
    Optional<JobRow> find(String tenant, UUID id);

    /// Whether so many jobs are queued; costs no more than to pass by so many in an index.
    ///
    /// @param most at least 1
    @Query(value = """
                    select exists (
                        select from millrace.job
                        where tenant_id = :tenant and status = 'queued' and purpose = 'transcode'
                        offset :most - 1 limit 1)
                    """, nativeQuery = true)
    boolean hasQueued(String tenant, int most);

    @Query(JOB + "where tenant_id = :tenant and idempotency_key = :key")
    Optional<JobRow> findSubmittedWith(String tenant, String key);

    /// For the rest of the transaction, plans are made for the values at hand: a rare status or a small tenant needs
    /// another index than a common one.
    @AcrossTenants("reads no table")
    @Query("select set_config('plan_cache_mode', 'force_custom_plan', true)")
    String planForValues();

    @Query(JOB + "where tenant_id = :tenant and purpose = 'transcode' and id < :before order by id desc limit :max")
    List<JobRow> newest(String tenant, UUID before, int max);

    @Query(JOB + "where tenant_id = :tenant and purpose = 'transcode' and status = :status and id < :before\n"
            + "order by id desc limit :max")
    List<JobRow> newestWith(String tenant, String status, UUID before, int max);

    @Query(JOB + "where tenant_id = :tenant and id = :id for update of job")
    Optional<JobRow> lock(String tenant, UUID id);

    @AcrossTenants("a worker serves all tenants, and knows the job by a lease it was given")
    @Query(JOB + "where id = :id for update of job")
    Optional<JobRow> lockLeased(UUID id);

    @AcrossTenants("the sweep ends leases of all tenants")
    @Query(JOB + "where id = any(cast(:ids as uuid[])) order by id for update of job skip locked")
    List<JobRow> lockFree(String ids);

    /// Writes what a transaction made of a job, and counts its tasks anew. Of a paused job none counts as ready, so that no
    /// claim finds it.
    @Query("""
            update millrace.job
            set status = :status, phase = :phase, started_at = :startedAt, paused = :paused, finished_at = :finishedAt,
                outputs = cast(:outputs as jsonb), failure_code = :failureCode, failure_sentence = :failureSentence,
                version = :version,
                ready = case when :paused then 0 else counted.ready end, weight = counted.weight, weight_done = counted.done,
                graph_complete = counted.complete
            from (
                select count(*) filter (where state = 'ready') as ready,
                       coalesce(sum(weight), 0) as weight,
                       coalesce(sum(weight) filter (where state = 'done'), 0) as done,
                       coalesce(bool_or(kind = 'publish'), false) as complete
                from millrace.task where tenant_id = :tenant and job_id = :id) as counted
            where tenant_id = :tenant and id = :id
            """)
    void save(
            String tenant,
            UUID id,
            String status,
            @Nullable String phase,
            @Nullable Instant startedAt,
            boolean paused,
            @Nullable Instant finishedAt,
            @Nullable String outputs,
            @Nullable String failureCode,
            @Nullable String failureSentence,
            long version);

    /// Moves a job to another priority. There it begins beside the waiting one of its tenant that was served least.
    @Query("""
            update millrace.job
            set priority = :priority,
                served = coalesce((select min(served) from millrace.job
                                   where tenant_id = :tenant and class = :priorityClass and ready > 0), 0)
            where tenant_id = :tenant and id = :id
            """)
    void prioritize(String tenant, UUID id, int priority, String priorityClass);

    @Query("delete from millrace.job where tenant_id = :tenant and id = :id")
    void delete(String tenant, UUID id);

    @AcrossTenants("the sweep forgets inspections of all tenants")
    @Query("""
            delete from millrace.job
            where id in (
                select id from millrace.job
                where purpose = 'inspect' and created_at < :before
                order by created_at
                limit :max
                for update skip locked)
            """)
    int forgetInspections(Instant before, int max);

    /// Jobs whose sources are still being uploaded, and for whose uploads nobody asked lately. They are the caller's until
    /// the transaction ends.
    @AcrossTenants("the sweep looks at uploads of all tenants")
    @Query("""
            select id, tenant_id, arriving_by from millrace.job
            where arriving_by is not null and status in ('queued', 'processing')
              and (arrival_asked is null or arrival_asked <= millrace.clock() - :millis * interval '1 millisecond')
            order by arrival_asked nulls first
            limit :max
            for update skip locked
            """)
    List<FollowedRow> follow(int max, long millis);

    @AcrossTenants("follows the answer to follow")
    @Query("update millrace.job set arrival_asked = millrace.clock() where id = any (cast(:ids as uuid[]))")
    void asked(String ids);

    /// Jobs of which less than so much has arrived.
    @Query("""
            select id from millrace.job
            where tenant_id = :tenant and arriving_by = :upload and arrived < :bytes
            order by id
            """)
    List<UUID> arrivingBy(String tenant, UUID upload, long bytes);

    /// Notes how much of a source has come; null for both is: it is there, whole.
    @Query("""
            update millrace.job set arriving_by = :upload, arrived = :bytes
            where tenant_id = :tenant and id = :id
            """)
    void arrived(String tenant, UUID id, @Nullable UUID upload, @Nullable Long bytes);

    @Query("insert into millrace.deleted_job (tenant_id, job_id, deleted_at) values (:tenant, :id, millrace.clock())")
    void bury(String tenant, UUID id);
}
