package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.FollowJobs;
import dev.millrace.application.client.FollowedJobs;
import dev.millrace.application.client.ReadJobs;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.memory.MemorySignalling;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobReport;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.work.Blocked;
import dev.millrace.testkit.JobDriver;
import dev.millrace.testkit.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Following jobs, by the machine's clock: the waits are what is tested.
class FollowJobsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Clock clock = Clock.systemUTC();
    private final Persistence persistence = new MemoryPersistence(clock, new Random(1));
    private final Signalling signalling = new MemorySignalling();
    private final JobDriver driver = new JobDriver(persistence, Duration.ofSeconds(30));

    @Test
    void a_job_is_told_as_it_stands_first() throws Exception {
        Job job = driver.submit();

        try (FollowedJobs followed =
                follow(LONG).one(job.tenant(), job.id(), SHORT).orElseThrow()) {
            assertThat(told(followed, LONG).job().id()).isEqualTo(job.id());
            assertThat(followed.next(SHORT)).isEmpty();
        }
    }

    @Test
    void a_job_of_somebody_else_is_not_followed() {
        Job job = driver.submit();

        assertThat(follow(LONG).one(new TenantId("other"), job.id(), SHORT)).isEmpty();
    }

    @Test
    void a_signal_is_followed_by_the_news() throws Exception {
        Job job = driver.submit();
        try (FollowedJobs followed =
                follow(LONG).one(job.tenant(), job.id(), SHORT).orElseThrow()) {
            told(followed, LONG);

            driver.claim(Samples.aWorker());
            signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));

            assertThat(told(followed, LONG).job().status()).isEqualTo(JobStatus.PROCESSING);
        }
    }

    @Test
    void a_signal_that_was_lost_costs_one_look() throws Exception {
        Job job = driver.submit();
        try (FollowedJobs followed =
                follow(SHORT).one(job.tenant(), job.id(), SHORT).orElseThrow()) {
            told(followed, LONG);

            driver.claim(Samples.aWorker());

            assertThat(told(followed, LONG).job().status()).isEqualTo(JobStatus.PROCESSING);
        }
    }

    @Test
    void a_signal_without_a_change_tells_nothing() throws Exception {
        Job job = driver.submit();
        try (FollowedJobs followed =
                follow(LONG).one(job.tenant(), job.id(), SHORT).orElseThrow()) {
            told(followed, LONG);

            signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));

            assertThat(followed.next(SHORT.multipliedBy(3))).isEmpty();
        }
    }

    @Test
    void a_job_is_told_no_more_often_than_its_pace() throws Exception {
        Duration pace = Duration.ofMillis(300);
        Job job = driver.submit();
        try (FollowedJobs followed =
                follow(LONG).one(job.tenant(), job.id(), pace).orElseThrow()) {
            told(followed, LONG);
            Instant first = clock.instant();
            driver.claim(Samples.aWorker());
            signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));

            told(followed, LONG);

            // Clocks are cut to whole milliseconds here and there.
            assertThat(Duration.between(first, clock.instant())).isGreaterThanOrEqualTo(pace.minusMillis(5));
        }
    }

    @Test
    void all_jobs_of_a_tenant_are_followed_and_nobody_elses() throws Exception {
        Job job = driver.submit();
        Job foreign = driver.submit(Samples.aQueuedJob(new TenantId("other"), Priority.NORMAL));
        try (FollowedJobs followed = follow(LONG).all(TenantId.DEFAULT, Optional.empty(), SHORT)) {
            assertThat(told(followed, LONG).job().id()).isEqualTo(job.id());

            signalling.signals().send(new Signal.JobChanged(foreign.tenant(), foreign.id()));
            signalling.signals().send(new Signal.JobStopped(foreign.id()));

            assertThat(followed.next(SHORT.multipliedBy(3))).isEmpty();
        }
    }

    @Test
    void a_deleted_job_is_gone() throws Exception {
        Job job = driver.submit();
        try (FollowedJobs followed = follow(SHORT).all(TenantId.DEFAULT, Optional.empty(), SHORT)) {
            told(followed, LONG);
            persistence.jobs().cancel(job.tenant(), job.id());
            told(followed, LONG);

            persistence.jobs().delete(job.tenant(), job.id());
            signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));

            assertThat(followed.next(LONG)).contains(new FollowedJobs.News.Gone(job.id()));
        }
    }

    @Test
    void a_job_that_ended_since_is_told_to_who_comes_back() throws Exception {
        Instant before = clock.instant();
        Job job = driver.submit();
        persistence.jobs().cancel(job.tenant(), job.id());

        try (FollowedJobs back = follow(LONG).all(TenantId.DEFAULT, Optional.of(before), SHORT);
                FollowedJobs fresh = follow(LONG).all(TenantId.DEFAULT, Optional.empty(), SHORT)) {
            assertThat(told(back, LONG).job().id()).isEqualTo(job.id());
            assertThat(fresh.next(SHORT)).isEmpty();
        }
    }

    /// Nothing of the job changes meanwhile, and no signal is sent.
    @Test
    void that_nobody_can_take_its_tasks_is_told_and_that_somebody_can() throws Exception {
        Job job = driver.submit();
        try (FollowedJobs followed =
                follow(SHORT).one(job.tenant(), job.id(), SHORT).orElseThrow()) {
            assertThat(told(followed, LONG).blocked()).map(Blocked::reason).contains(Blocked.Reason.NO_WORKER);

            persistence.workers().beat(Samples.aCard(Samples.aWorker().worker()), List.of(), JobDriver.LEASE);

            assertThat(told(followed, LONG).blocked()).isEmpty();
        }
    }

    @Test
    void closing_ends_a_wait() throws Exception {
        FollowedJobs followed = follow(LONG).all(TenantId.DEFAULT, Optional.empty(), SHORT);
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiting.complete(followed.next(Duration.ofMinutes(10)).isEmpty());
            } catch (InterruptedException interrupted) {
                waiting.completeExceptionally(interrupted);
            }
        });

        followed.close();

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    private FollowJobs follow(Duration look) {
        ReadJobs reports = new ReadJobs(
                persistence.jobs(),
                persistence.tasks(),
                persistence.attempts(),
                persistence.workers(),
                JobDriver.LEASE,
                clock);
        return new FollowJobs(persistence.jobs(), reports, signalling.signals(), clock, look);
    }

    private static JobReport told(FollowedJobs followed, Duration atMost) throws InterruptedException {
        return followed.next(atMost)
                .map(FollowedJobs.News.Changed.class::cast)
                .orElseThrow()
                .report();
    }
}
