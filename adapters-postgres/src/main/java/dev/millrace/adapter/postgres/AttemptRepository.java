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

/// Rows of `millrace.attempt`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AttemptRepository extends GenericRepository<AttemptRow, UUID> {

    /// Adds a row, unless it is there or its job is gone.
    @Query(value = """
                    insert into millrace.attempt (tenant_id, job_id, task_name, epoch, worker_id, started_at, finished_at,
                        result, failure_code, failure_sentence, log)
                    select :tenant, :job, :task, :epoch, :worker, :startedAt, :finishedAt, :result, :failureCode,
                        :failureSentence, :log
                    where exists (select from millrace.job where tenant_id = :tenant and id = :job)
                    on conflict (job_id, task_name, epoch) do nothing
                    """, nativeQuery = true)
    void insert(
            String tenant,
            UUID job,
            String task,
            long epoch,
            UUID worker,
            Instant startedAt,
            Instant finishedAt,
            String result,
            @Nullable String failureCode,
            @Nullable String failureSentence,
            String log);

    @Query(value = """
                    select tenant_id, job_id, task_name, epoch, worker_id, started_at, finished_at, result, failure_code,
                        failure_sentence
                    from millrace.attempt
                    where tenant_id = :tenant and job_id = :job
                    order by task_name collate "C", epoch
                    """, nativeQuery = true)
    List<AttemptRow> of(String tenant, UUID job);

    @Query(value = """
                    select log
                    from millrace.attempt
                    where tenant_id = :tenant and job_id = :job and task_name = :task and epoch = :epoch
                    """, nativeQuery = true)
    Optional<String> log(String tenant, UUID job, String task, long epoch);
}
