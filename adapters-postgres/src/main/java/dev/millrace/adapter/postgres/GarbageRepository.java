package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/// Rows of `millrace.lost_attempt` and `millrace.deleted_job`: whose objects nobody will read.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GarbageRepository extends GenericRepository<TaskRow, String> {

    /// The attempt in progress, and its twin.
    @Query("""
            insert into millrace.lost_attempt (tenant_id, job_id, task_name, epoch, over_at)
            select tenant_id, job_id, name, lost.epoch, millrace.clock()
            from millrace.task
            cross join lateral (
                select task.epoch
                union all
                select task.twin_epoch where task.twin_worker_id is not null) as lost
            where tenant_id = :tenant and job_id = :job and name = :name
            """)
    void lose(String tenant, UUID job, String name);

    @Query("""
            insert into millrace.lost_attempt (tenant_id, job_id, task_name, epoch, over_at)
            select tenant_id, job_id, name, lost.epoch, millrace.clock()
            from millrace.task
            cross join lateral (
                select task.epoch
                union all
                select task.twin_epoch where task.twin_worker_id is not null) as lost
            where tenant_id = :tenant and job_id = :job and state = 'running'
            """)
    void loseAllRunning(String tenant, UUID job);

    /// An attempt stopped only now, and may have written after the collector came for it.
    @Query("""
            insert into millrace.lost_attempt (tenant_id, job_id, task_name, epoch, over_at)
            values (:tenant, :job, :name, :epoch, millrace.clock())
            on conflict (job_id, task_name, epoch) do update set over_at = excluded.over_at
            """)
    void loseAgain(String tenant, UUID job, String name, long epoch);

    @AcrossTenants("the collector cleans up behind all tenants")
    @Query("""
            select tenant_id, job_id, task_name as name, epoch from millrace.lost_attempt
            where over_at < millrace.clock() - :ageMillis * interval '1 millisecond'
            order by over_at
            limit :max
            """)
    List<TaskKeyRow> lost(int max, long ageMillis);

    @AcrossTenants("the collector cleans up behind all tenants")
    @Query("""
            select tenant_id, job_id, '' as name, 0 as epoch from millrace.deleted_job
            order by deleted_at
            limit :max
            """)
    List<TaskKeyRow> deleted(int max);

    @AcrossTenants("follows the answer to lost")
    @Query("delete from millrace.lost_attempt where job_id = :job and task_name = :name and epoch = :epoch")
    void forgetLost(UUID job, String name, long epoch);

    @AcrossTenants("follows the answer to deleted")
    @Query("delete from millrace.deleted_job where job_id = :job")
    void forgetDeleted(UUID job);
}
