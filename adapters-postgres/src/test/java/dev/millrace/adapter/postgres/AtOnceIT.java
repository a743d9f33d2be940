package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static dev.millrace.testkit.Samples.firstTasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Change;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Submission;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Work;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens when two want the same at the same moment. Where the order matters, a third transaction holds the row
/// until both wait for it, one behind the other.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AtOnceIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private PostgresFixture fixture;
    private Sql sql;
    private TaskStore tasks;
    private JobDriver driver;

    @BeforeEach
    void open() {
        fixture = new PostgresFixture();
        sql = fixture.sql();
        tasks = fixture.persistence().tasks();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void workers_that_claim_at_once_share_the_tasks_without_taking_one_twice() throws Exception {
        for (int i = 0; i < 40; i++) {
            driver.submit();
        }

        List<List<TaskId>> taken = AtOnce.times(8, this::claimAll);

        List<TaskId> all = taken.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void workers_that_claim_tasks_of_one_job_at_once_take_none_twice() throws Exception {
        Job job = aJobWithReadyTasks(20);

        List<List<TaskId>> taken = AtOnce.times(8, this::claimAll);

        List<TaskId> all = taken.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(20).doesNotHaveDuplicates();
        assertThat(sql.query("select ready from millrace.job where id = '%s'".formatted(job.id())))
                .isEqualTo("0");
    }

    @Test
    void a_worker_passes_by_a_busy_job_while_another_has_work() {
        Job busy = driver.submit();
        Job free = driver.submit();

        try (var _ = sql.hold(busy.id())) {
            assertThat(driver.claim(aWorker()).job().id()).isEqualTo(free.id());
        }
    }

    @Test
    void a_worker_waits_for_a_busy_job_rather_than_finding_nothing() throws Exception {
        Job busy = driver.submit();
        CompletableFuture<Optional<Claim>> claim;

        try (var _ = sql.hold(busy.id())) {
            claim = AtOnce.start(() -> tasks.claim(aWorker(), LEASE));
            sql.awaitWaiting(1);
        }

        assertThat(claim.get().orElseThrow().job().id()).isEqualTo(busy.id());
    }

    @Test
    void two_workers_that_wait_for_the_last_task_of_a_job_do_not_both_get_it() throws Exception {
        Job job = driver.submit();
        CompletableFuture<Optional<Claim>> one;
        CompletableFuture<Optional<Claim>> other;

        try (var _ = sql.hold(job.id())) {
            one = AtOnce.start(() -> tasks.claim(aWorker(), LEASE));
            other = AtOnce.start(() -> tasks.claim(aWorker(), LEASE));
            sql.awaitWaiting(2);
        }

        assertThat(List.of(one.get().isPresent(), other.get().isPresent())).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void the_two_last_tasks_that_settle_together_release_the_publish_once() throws Exception {
        Job job = driver.submit();
        List<Claim> last = untilTwoRemuxes();
        CompletableFuture<Settled> one;
        CompletableFuture<Settled> other;

        try (var _ = sql.hold(job.id())) {
            one = AtOnce.start(() -> driver.succeed(last.get(0)));
            other = AtOnce.start(() -> driver.succeed(last.get(1)));
            sql.awaitWaiting(2);
        }

        assertThat(one.get()).isInstanceOf(Settled.Accepted.class);
        assertThat(other.get()).isInstanceOf(Settled.Accepted.class);
        assertThat(driver.claim(aWorker()).work()).isEqualTo(new Work.Publish());
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
        assertGaplessHistory(job);
    }

    @Test
    void a_cancel_before_the_last_settle_wins() throws Exception {
        Job job = driver.submit();
        Claim publish = driver.claimFirst(aWorker(), Work.Publish.class);
        CompletableFuture<Change> cancel;
        CompletableFuture<Settled> settle;

        try (var _ = sql.hold(job.id())) {
            cancel = AtOnce.start(() -> fixture.persistence().jobs().cancel(job.tenant(), job.id()));
            sql.awaitWaiting(1);
            settle = AtOnce.start(() -> driver.succeed(publish));
            sql.awaitWaiting(2);
        }

        assertThat(cancel.get()).isInstanceOf(Change.Changed.class);
        assertThat(settle.get()).isEqualTo(new Settled.Stale());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.CANCELED);
        assertGaplessHistory(job);
    }

    @Test
    void a_cancel_behind_the_last_settle_is_refused() throws Exception {
        Job job = driver.submit();
        Claim publish = driver.claimFirst(aWorker(), Work.Publish.class);
        CompletableFuture<Change> cancel;
        CompletableFuture<Settled> settle;

        try (var _ = sql.hold(job.id())) {
            settle = AtOnce.start(() -> driver.succeed(publish));
            sql.awaitWaiting(1);
            cancel = AtOnce.start(() -> fixture.persistence().jobs().cancel(job.tenant(), job.id()));
            sql.awaitWaiting(2);
        }

        assertThat(settle.get()).isInstanceOf(Settled.Accepted.class);
        assertThat(cancel.get()).isInstanceOf(Change.Refused.class);
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertGaplessHistory(job);
    }

    @Test
    void a_heartbeat_that_comes_while_its_lease_is_being_ended_saves_it() throws Exception {
        driver.submit();
        Claim claim = driver.claim(aWorker());
        fixture.advance(LEASE.plus(SECOND));
        CompletableFuture<Integer> expired;

        try (var heartbeat = sql.hold("select 1 from millrace.task for update")) {
            expired = AtOnce.start(this::expire);
            sql.awaitWaiting(1);
            heartbeat.execute("update millrace.task set lease_until = millrace.clock() + interval '15 seconds'");
        }

        assertThat(expired.get()).isZero();
        assertThat(driver.succeed(claim)).isInstanceOf(Settled.Accepted.class);
    }

    @Test
    void the_sweep_leaves_a_busy_job_to_the_next_one() {
        Job busy = driver.submit();
        driver.claim(aWorker());
        fixture.advance(LEASE.plus(SECOND));

        try (var _ = sql.hold(busy.id())) {
            assertThat(expire()).isZero();
        }

        assertThat(expire()).isEqualTo(1);
    }

    @Test
    void sweeps_of_many_processes_end_each_lease_once() throws Exception {
        for (int i = 0; i < 20; i++) {
            driver.submit();
            driver.claim(aWorker());
        }
        fixture.advance(LEASE.plus(SECOND));

        List<Integer> ended = AtOnce.times(4, this::expire);
        int rest = expire();

        assertThat(ended.stream().mapToInt(Integer::intValue).sum() + rest).isEqualTo(20);
    }

    @Test
    void a_request_sent_many_times_at_once_makes_one_job() throws Exception {
        var once = Optional.of(new Idempotency("key", "content"));

        List<Submission> answers =
                AtOnce.times(6, () -> fixture.persistence().jobs().submit(aQueuedJob(), firstTasks(), once));

        assertThat(answers).filteredOn(Submission.Accepted.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Submission.SameAsBefore.class::isInstance)
                .hasSize(5);
    }

    @Test
    void heartbeats_and_a_cancel_that_lock_the_same_tasks_do_not_stand_in_each_others_way() throws Exception {
        Job job = aJobWithReadyTasks(20);
        Claimant worker = aWorker();
        Claim[] claims = Stream.generate(() -> driver.claim(worker)).limit(20).toArray(Claim[]::new);
        Collections.reverse(Arrays.asList(claims));

        CompletableFuture<Boolean> beating = AtOnce.start(() -> {
            boolean held = true;
            while (held) {
                held = !driver.renew(0.5, claims).isEmpty();
            }
            return true;
        });
        fixture.persistence().jobs().cancel(job.tenant(), job.id());

        assertThat(beating.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sql.query("select deadlocks from pg_stat_database where datname = current_database()"))
                .isEqualTo("0");
    }

    @Test
    void processes_that_start_at_once_make_the_schema_together() throws Exception {
        var empty = PostgresServer.shared().newDatabase();

        List<Boolean> started = AtOnce.times(4, () -> {
            try (var persistence = PostgresPersistence.over(empty.dataSource())) {
                return persistence.tasks().claim(aWorker(), LEASE).isEmpty();
            }
        });

        assertThat(started).containsOnly(true);
    }

    private List<TaskId> claimAll() {
        Claimant worker = aWorker();
        List<TaskId> taken = new ArrayList<>();
        Optional<Claim> claim = tasks.claim(worker, LEASE);
        while (claim.isPresent()) {
            taken.add(claim.get().lease().task());
            claim = tasks.claim(worker, LEASE);
        }
        return taken;
    }

    private int expire() {
        return tasks.expire(100, LEASE, RetryPolicy.STANDARD).leases();
    }

    private Job aJobWithReadyTasks(int count) {
        Job job = driver.submit();
        ReadyTasks.only(sql, job, count);
        return job;
    }

    /// Runs a job until its two remuxes are claimed and nothing else is left but the publish.
    private List<Claim> untilTwoRemuxes() {
        List<Claim> remuxes = new ArrayList<>();
        for (Optional<Claim> claim = tasks.claim(aWorker(), LEASE);
                claim.isPresent();
                claim = tasks.claim(aWorker(), LEASE)) {
            if (claim.get().work() instanceof Work.Remux) {
                remuxes.add(claim.get());
            } else {
                driver.succeed(claim.get());
            }
        }
        assertThat(remuxes).hasSize(2);
        return remuxes;
    }

    private void assertGaplessHistory(Job job) {
        List<JobEvent> events = fixture.persistence().jobs().history(job.tenant(), job.id(), 0);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).number()).isEqualTo(i + 1);
        }
        assertThat(driver.now(job).version()).isEqualTo(events.size());
    }
}
