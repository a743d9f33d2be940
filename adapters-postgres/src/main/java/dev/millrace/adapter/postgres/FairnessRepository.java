package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/// Whose turn it is: `millrace.share`. Whoever claims counts there, in the function `millrace.claim`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FairnessRepository extends GenericRepository<JobRow, UUID> {

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
