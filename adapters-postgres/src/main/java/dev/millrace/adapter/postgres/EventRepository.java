package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Rows of `millrace.job_event`. Whoever adds one holds the row of its job, so numbers have no gap.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EventRepository extends GenericRepository<EventRow, Long> {

    @Query("""
            insert into millrace.job_event (tenant_id, job_id, number, at, type, detail)
            values (:tenant, :job, :number, :at, :type, :detail)
            """)
    void insert(String tenant, UUID job, long number, Instant at, String type, String detail);

    @Query("""
            select * from millrace.job_event
            where tenant_id = :tenant and job_id = :job and number > :after
            order by number
            """)
    List<EventRow> after(String tenant, UUID job, long after);
}
