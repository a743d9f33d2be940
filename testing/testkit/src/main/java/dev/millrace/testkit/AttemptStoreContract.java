package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.AttemptStore.Logged;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [AttemptStore] promises.
public abstract class AttemptStoreContract {
    private static final TenantId OTHER = new TenantId("other");
    private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

    private PersistenceFixture fixture;
    private AttemptStore attempts;
    private JobDriver driver;

    /// For subclasses.
    protected AttemptStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        attempts = fixture.persistence().attempts();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void attempts_are_told_as_they_were_kept_by_task_and_in_order() {
        Job job = driver.submit();
        Logged later = logged(job, "probe", 2, AttemptEnd.DONE);
        Logged earlier = logged(job, "probe", 1, AttemptEnd.RETRIED);
        Logged chunk = logged(job, "chunk-0000", 7, AttemptEnd.LOST);

        attempts.keep(List.of(later, chunk));
        attempts.keep(List.of(earlier));

        assertThat(attempts.of(job.tenant(), job.id()))
                .containsExactly(chunk.attempt(), earlier.attempt(), later.attempt());
    }

    @Test
    void a_log_is_told_as_it_was_kept() {
        Job job = driver.submit();
        Logged logged = logged(job, "probe", 1, AttemptEnd.FAILED);

        attempts.keep(List.of(logged));

        assertThat(attempts.log(job.tenant(), logged.attempt().task(), new Epoch(1)))
                .contains(logged.log());
        assertThat(attempts.log(job.tenant(), logged.attempt().task(), new Epoch(2)))
                .isEmpty();
    }

    @Test
    void the_longest_log_is_kept_whole() {
        Job job = driver.submit();
        String longest = "ü".repeat(AttemptStore.LONGEST_LOG);
        Logged logged = new Logged(logged(job, "probe", 1, AttemptEnd.DONE).attempt(), longest);

        attempts.keep(List.of(logged));

        assertThat(attempts.log(job.tenant(), logged.attempt().task(), new Epoch(1)))
                .contains(longest);
    }

    @Test
    void an_attempt_that_is_kept_stays_as_it_is() {
        Job job = driver.submit();
        Logged first = logged(job, "probe", 1, AttemptEnd.FAILED);
        attempts.keep(List.of(first));

        attempts.keep(
                List.of(new Logged(logged(job, "probe", 1, AttemptEnd.LOST).attempt(), "another")));

        assertThat(attempts.of(job.tenant(), job.id())).containsExactly(first.attempt());
        assertThat(attempts.log(job.tenant(), first.attempt().task(), new Epoch(1)))
                .contains(first.log());
    }

    @Test
    void a_tenant_is_told_nothing_of_the_jobs_of_another() {
        Job job = driver.submit();
        Logged logged = logged(job, "probe", 1, AttemptEnd.DONE);
        attempts.keep(List.of(logged));

        assertThat(attempts.of(OTHER, job.id())).isEmpty();
        assertThat(attempts.log(OTHER, logged.attempt().task(), new Epoch(1))).isEmpty();
    }

    @Test
    void what_is_known_of_a_job_goes_with_it() {
        Job job = driver.submit();
        Job other = driver.submit();
        Logged logged = logged(job, "probe", 1, AttemptEnd.DONE);
        Logged stays = logged(other, "probe", 1, AttemptEnd.DONE);
        attempts.keep(List.of(logged, stays));
        fixture.persistence().jobs().cancel(job.tenant(), job.id());

        fixture.persistence().jobs().delete(job.tenant(), job.id());

        assertThat(attempts.of(job.tenant(), job.id())).isEmpty();
        assertThat(attempts.log(job.tenant(), logged.attempt().task(), new Epoch(1)))
                .isEmpty();
        assertThat(attempts.of(other.tenant(), other.id())).containsExactly(stays.attempt());
    }

    @Test
    void of_a_job_that_is_gone_or_never_was_nothing_is_kept() {
        Job gone = driver.submit();
        fixture.persistence().jobs().cancel(gone.tenant(), gone.id());
        fixture.persistence().jobs().delete(gone.tenant(), gone.id());
        Job there = driver.submit();

        attempts.keep(List.of(
                logged(gone, "probe", 1, AttemptEnd.LOST),
                logged(there, "probe", 1, AttemptEnd.DONE),
                logged(Samples.aQueuedJob(), "probe", 1, AttemptEnd.DONE)));

        assertThat(attempts.of(gone.tenant(), gone.id())).isEmpty();
        assertThat(attempts.of(there.tenant(), there.id())).hasSize(1);
    }

    private static Logged logged(Job job, String task, long epoch, AttemptEnd end) {
        return new Logged(
                new EndedAttempt(
                        job.tenant(),
                        new TaskId(new JobId(job.id().value()), new TaskName(task)),
                        new Epoch(epoch),
                        Samples.aWorker().worker(),
                        START,
                        START.plusMillis(1500),
                        end,
                        end == AttemptEnd.DONE
                                ? Optional.empty()
                                : Optional.of(new Failure(FailureCode.ENCODER_FAILED, "It failed."))),
                "ffmpeg ended with code 1 of attempt " + epoch + "\n  a line\n");
    }
}
