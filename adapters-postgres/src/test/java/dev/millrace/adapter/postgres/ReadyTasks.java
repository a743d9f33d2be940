package dev.millrace.adapter.postgres;

import dev.millrace.domain.job.Job;

/// Fills jobs with tasks that any worker can do, faster than the engine would.
final class ReadyTasks {

    private ReadyTasks() {}

    /// From now on the job has exactly so many tasks, all of them ready for long.
    static void only(Sql sql, Job job, int tasks) {
        sql.execute("""
                delete from millrace.task where job_id = '%1$s';
                insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight,
                                           state, unmet, not_before)
                select '%2$s', '%1$s', 'more-' || number, 'stills',
                       '{"schema_version": 1, "value": {"type": "stills"}}', '{}', number, 1,
                       'ready', 0, now() - interval '1 day'
                from generate_series(1, %3$d) as number;
                update millrace.job set ready = %3$d where id = '%1$s'
                """.formatted(job.id(), job.tenant(), tasks));
    }
}
