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

/// Whose turn it is: `millrace.share`, and the order of `millrace.job` within a share.
///
/// `offset 0` keeps the planner from turning a look at a few rows into a join with all ready tasks.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FairnessRepository extends GenericRepository<JobRow, UUID> {

    String LEAST_SERVED = JobRepository.JOB + """
              where tenant_id = :tenant and class = :priorityClass and ready > 0
                and id <> all (cast(:passed as uuid[]))
                and exists (
                    select from millrace.task
                    where task.tenant_id = job.tenant_id and task.job_id = job.id and task.state = 'ready'
                      and task.not_before <= millrace.clock()
                      and task.kind = any (cast(:kinds as text[]))
                      and (task.kind <> 'encode_chunk' or job.encoder is null or job.encoder = :encoder)
                    offset 0)
              order by served, id
              limit 1
              for update of job
              """;

    /// Tenants with ready tasks, by class, least served first. If there are any, this claim gets a number.
    @AcrossTenants("the turn is between tenants")
    @Query("""
            select tenant_id, class as priority_class, (select nextval('millrace.claim_turn')) as turn
            from millrace.share
            where exists (
                select from millrace.job
                where job.tenant_id = share.tenant_id and job.class = share.class and job.ready > 0
                offset 0)
            order by served, tenant_id
            """)
    List<ShareRow> waiting();

    /// The least served job with a task for this worker that nobody else holds at this moment.
    @Query(LEAST_SERVED + "skip locked")
    Optional<JobRow> lockLeastServed(String tenant, String priorityClass, String passed, String kinds, String encoder);

    /// The same, waiting for whoever holds it.
    @Query(LEAST_SERVED)
    Optional<JobRow> awaitLeastServed(String tenant, String priorityClass, String passed, String kinds, String encoder);

    /// Counts a claim for the job. One that had nothing to offer for long goes on beside those that waited.
    @Query("""
            update millrace.job
            set served = greatest(served + 1, (
                    select min(other.served) from millrace.job as other
                    where other.tenant_id = :tenant and other.class = :priorityClass and other.ready > 0
                      and other.id <> :id)),
                ready = ready - 1,
                status = :status, phase = :phase, started_at = :startedAt, encoder = :encoder, version = :version
            where tenant_id = :tenant and id = :id
            """)
    void serve(
            String tenant,
            String priorityClass,
            UUID id,
            String status,
            @Nullable String phase,
            @Nullable Instant startedAt,
            @Nullable String encoder,
            long version);

    /// Counts a claim for the tenant, by the same rule.
    @Query("""
            update millrace.share
            set served = greatest(served + 1, (
                select min(other.served) from millrace.share as other
                where other.class = :priorityClass and other.tenant_id <> :tenant
                  and exists (
                    select from millrace.job
                    where job.tenant_id = other.tenant_id and job.class = other.class and job.ready > 0
                    offset 0)))
            where tenant_id = :tenant and class = :priorityClass
            """)
    void serveTenant(String tenant, String priorityClass);

    /// A tenant that begins stands beside the one that was served least among those that wait.
    @Query("""
            insert into millrace.share (tenant_id, class, served)
            values (:tenant, :priorityClass, coalesce((
                select min(other.served) from millrace.share as other
                where other.class = :priorityClass and other.tenant_id <> :tenant
                  and exists (
                    select from millrace.job
                    where job.tenant_id = other.tenant_id and job.class = other.class and job.ready > 0
                    offset 0)), 0))
            on conflict do nothing
            """)
    void enter(String tenant, String priorityClass);
}
