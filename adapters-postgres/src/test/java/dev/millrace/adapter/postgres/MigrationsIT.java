package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.Samples.aWaitingUpload;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.Settled;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.work.Task;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that an earlier version filled is opened by this one, and its jobs go on.
class MigrationsIT {
    /// In the order of their references.
    private static final List<String> TABLES =
            List.of("job", "task", "share", "job_event", "lost_attempt", "deleted_job", "profile", "worker");

    private final PostgresFixture filled = new PostgresFixture();
    private final TestDatabase old = PostgresServer.shared().newDatabase();

    @AfterEach
    void close() {
        filled.close();
        old.drop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void jobs_of_every_earlier_version_are_read_and_go_on_to_their_end(String version) {
        JobDriver before = new JobDriver(filled.persistence(), Duration.ofMinutes(2));
        Claimant worker = aWorker();
        Job completed = before.submit();
        before.runToEnd(worker);
        Job processing = before.submit();
        before.succeed(before.claim(worker));
        Claim running = before.claim(worker);
        Job queued = before.submit();
        Migrations.of(old.dataSource()).target(version).load().migrate();
        fillAsBefore();

        try (PostgresPersistence opened = filled.anotherProcess(old)) {
            JobDriver after = new JobDriver(opened, Duration.ofMinutes(2));
            assertThat(opened.jobs()
                            .list(new JobQuery(TenantId.DEFAULT, Optional.empty(), 10, Optional.empty()))
                            .items())
                    .extracting(Job::id, Job::purpose, Job::status)
                    .containsExactly(
                            seen(queued, JobStatus.QUEUED),
                            seen(processing, JobStatus.PROCESSING),
                            seen(completed, JobStatus.COMPLETED));
            assertThat(after.now(completed).state())
                    .isEqualTo(before.now(completed).state());
            assertThat(opened.tasks().of(TenantId.DEFAULT, completed.id()))
                    .isNotEmpty()
                    .extracting(Task::latest)
                    .containsOnly(Optional.empty());
            assertThat(after.succeed(running)).isInstanceOf(Settled.Accepted.class);
            after.runToEnd(worker);
            assertThat(after.now(processing).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(after.now(queued).status()).isEqualTo(JobStatus.COMPLETED);
            var upload = aWaitingUpload(TenantId.DEFAULT, filled.now());
            opened.uploads().open(upload);
            assertThat(opened.uploads().find(TenantId.DEFAULT, upload.id())).contains(upload);
        }
    }

    private static Tuple seen(Job job, JobStatus status) {
        return tuple(job.id(), Purpose.TRANSCODE, status);
    }

    /// What this version wrote, but for the columns that an earlier one did not have.
    private void fillAsBefore() {
        Sql target = new Sql(old.dataSource());
        // Not earlier than the one under which the rows were written.
        target.moveClock(Duration.ofMinutes(2));
        for (String table : TABLES) {
            String columns = target.query("""
                            select string_agg(column_name, ', ') from information_schema.columns
                            where table_schema = 'millrace' and table_name = '%s' and is_generated = 'NEVER'
                            """.formatted(table));
            String rows = filled.sql().query("select coalesce(json_agg(t), '[]') from millrace.%s t".formatted(table));
            target.execute("insert into millrace.%1$s (%2$s) select %2$s from json_populate_recordset("
                    .concat("null::millrace.%1$s, $rows$%3$s$rows$)")
                    .formatted(table, columns, rows));
        }
    }
}
