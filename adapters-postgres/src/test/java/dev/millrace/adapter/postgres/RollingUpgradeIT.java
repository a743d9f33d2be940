package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Processes of this version work beside those of the next one on the same rows.
class RollingUpgradeIT {
    private final PostgresFixture fixture = new PostgresFixture();
    private final JobDriver driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void work_of_a_kind_this_version_does_not_know_is_left_to_others() {
        driver.submit();
        fixture.sql().execute("update millrace.task set kind = 'translate', work = '{\"schema_version\": 9}'");
        Job known = driver.submit();

        assertThat(driver.claim(aWorker()).job().id()).isEqualTo(known.id());
        assertThat(fixture.persistence().tasks().claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void a_job_that_this_version_can_not_read_keeps_no_worker_from_other_jobs() {
        Job unreadable = driver.submit();
        fixture.sql().execute("update millrace.job set profile = '{\"schema_version\": 9}'");
        Job readable = driver.submit();

        assertThat(driver.claim(aWorker()).job().id()).isEqualTo(readable.id());
        assertThat(fixture.persistence().tasks().claim(aWorker(), LEASE)).isEmpty();
        assertThat(fixture.sql()
                        .query("select state from millrace.task where job_id = '%s'".formatted(unreadable.id())))
                .isEqualTo("ready");
    }

    @Test
    void a_process_that_keeps_statements_goes_on_when_a_later_version_adds_columns() {
        try (HikariDataSource pool = Pools.of(fixture.database(), 2, 1);
                PostgresPersistence keeping = PostgresPersistence.over(pool)) {
            JobDriver kept = new JobDriver(keeping, Duration.ofSeconds(10));
            Job before = kept.submit();
            kept.runToEnd(aWorker());

            fixture.sql().execute("""
                    alter table millrace.job add column mood text not null default 'good';
                    alter table millrace.task add column mood text not null default 'good'
                    """);
            Job after = kept.submit();
            kept.runToEnd(aWorker());

            assertThat(kept.now(before).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(kept.now(after).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void a_job_whose_documents_are_damaged_keeps_no_worker_from_other_jobs() {
        Job damaged = driver.submit();
        fixture.sql().execute("update millrace.job set profile = '{\"schema_version\": 1, \"value\": {}}'");
        Job whole = driver.submit();

        assertThat(driver.claim(aWorker()).job().id()).isEqualTo(whole.id());
        assertThat(fixture.persistence().tasks().claim(aWorker(), LEASE)).isEmpty();
        assertThat(fixture.sql().query("select state from millrace.task where job_id = '%s'".formatted(damaged.id())))
                .isEqualTo("ready");
    }

    @Test
    void columns_that_the_next_version_added_disturb_nobody() {
        fixture.sql().execute("""
                        alter table millrace.job add column mood text not null default 'good';
                        alter table millrace.task add column mood text not null default 'good';
                        alter table millrace.worker add column mood text not null default 'good'
                        """);
        Job job = driver.submit();

        driver.runToEnd(aWorker());

        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_schema_that_the_next_version_migrated_is_opened() {
        fixture.sql().execute("""
                        insert into millrace.schema_history
                        select 1 + max(installed_rank), '9999', 'of tomorrow', 'SQL', 'V9999__of_tomorrow.sql', 1,
                               current_user, now(), 1, true
                        from millrace.schema_history
                        """);

        assertThat(fixture.anotherProcess(fixture.database()).tasks().toRing(1)).isEmpty();
    }
}
