package dev.millrace.adapter.postgres;

import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import java.util.Locale;

/// Fills a database with many jobs, faster than submitting them would.
record Crowd(Sql sql) {

    private static final String PROFILE = new StoredJson().write(Profile.class, BuiltInProfiles.WEB);

    /// Jobs that are over, the oldest first.
    void finished(String tenant, String status, int jobs) {
        sql.execute(String.format(Locale.ROOT, """
                insert into millrace.job (id, tenant_id, input_key, profile, priority, status, created_at, finished_at,
                                          version, outputs, failure_code, failure_sentence)
                select %s, '%s', 'uploads/film.mp4', '%s', 50, '%s', now(), now(), 3,
                       case '%s' when 'completed' then '{"schema_version": 1, "value": []}'::jsonb end,
                       case '%s' when 'failed' then 'internal_error' end,
                       case '%s' when 'failed' then 'It failed.' end
                from generate_series(1, %d) as number
                """, nextIds(), tenant, PROFILE, status, status, status, status, jobs));
    }

    /// Jobs with so many ready tasks each, spread over so many tenants.
    void busy(int tenants, int jobs, int tasks) {
        sql.execute(String.format(Locale.ROOT, """
                insert into millrace.job (id, tenant_id, input_key, profile, priority, status, phase, created_at, version,
                                          ready)
                select %s, 'busy-' || number %% %d, 'uploads/film.mp4', '%s', 50, 'processing', 'encoding', now(), 3, %d
                from generate_series(1, %d) as number;
                insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight, state, unmet,
                                           not_before, rung_at)
                select tenant_id, id, 'more-' || number, 'stills',
                       '{"schema_version": 1, "value": {"type": "stills"}}', '{}', number, 1, 'ready', 0, now(), now()
                from millrace.job, generate_series(1, %d) as number
                where status = 'processing';
                insert into millrace.share select distinct tenant_id, class, 0 from millrace.job
                where status = 'processing'
                """, nextIds(), tenants, PROFILE, tasks, jobs, tasks));
    }

    /// Jobs of which so many chunks run each, and nothing else is to be done.
    void encoding(int jobs, int chunks) {
        sql.execute(String.format(Locale.ROOT, """
                insert into millrace.job (id, tenant_id, input_key, profile, priority, status, phase, created_at, version,
                                          encoder)
                select %s, 'encoding', 'uploads/film.mp4', '%s', 50, 'processing', 'encoding', now(), 3, 'x264-test'
                from generate_series(1, %d) as number;
                insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight, state, unmet, epoch,
                                           worker_id, lease_until, progress, attempt_worker_id, attempt_started_at)
                select tenant_id, id, 'chunk-' || number, 'encode_chunk', '{}', '{}', number, 1000, 'running', 0, 1,
                       id, millrace.clock() + interval '1 day', 0.5, id, millrace.clock()
                from millrace.job, generate_series(1, %d) as number
                where tenant_id = 'encoding'
                """, nextIds(), PROFILE, jobs, chunks));
    }

    /// What a database does by itself within a minute of such changes.
    void settle() {
        sql.execute("vacuum analyze");
    }

    /// Ids in the order of creation.
    private static String nextIds() {
        long series = System.nanoTime() & 0xFFFFL;
        return String.format(
                Locale.ROOT,
                "('01910000-%04x-7000-8000-' || lpad(to_hex(number + (select count(*) from millrace.job)), 12, '0'))::uuid",
                series);
    }
}
