package dev.millrace.testkit;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.application.port.Backlog;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Expired;
import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.NeedLoad;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Need;
import dev.millrace.domain.work.Phase;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] promises.
public abstract class TaskStoreContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Failure FAILURE = new Failure(FailureCode.ENCODER_FAILED, "The encoder ended with an error.");

    private PersistenceFixture fixture;
    private TaskStore tasks;
    private JobDriver driver;

    /// For subclasses.
    protected TaskStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        tasks = fixture.persistence().tasks();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void nothing_is_claimed_when_nothing_is_there() {
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void the_first_claim_gets_the_probe_and_starts_the_job() {
        Job job = driver.submit();
        Claimant worker = aWorker();

        Claim claim = driver.claim(worker);

        assertThat(claim.work()).isEqualTo(new Work.Probe());
        assertThat(claim.lease().epoch().value()).isEqualTo(1);
        assertThat(claim.lease().worker()).isEqualTo(worker.worker());
        assertThat(claim.job().state()).isEqualTo(new JobState.Processing(Phase.PROBING));
        assertThat(driver.now(job).startedAt()).isPresent();
    }

    @Test
    void a_task_remembers_who_had_it_last_and_when() {
        Job job = driver.submit();
        Claimant worker = aWorker();
        Claim claim = driver.claim(worker);

        LatestAttempt running = latest(job, claim);
        driver.succeed(claim);
        LatestAttempt done = latest(job, claim);

        assertThat(running.worker()).isEqualTo(worker.worker());
        assertThat(running.finishedAt()).isEmpty();
        assertThat(done.worker()).isEqualTo(worker.worker());
        assertThat(done.startedAt()).isEqualTo(running.startedAt());
        assertThat(done.finishedAt().orElseThrow()).isAfterOrEqualTo(done.startedAt());
    }

    @Test
    void a_heartbeat_does_not_begin_an_attempt_anew() {
        Job job = driver.submit();
        Claim claim = driver.claim(aWorker());
        LatestAttempt before = latest(job, claim);

        driver.renew(0.5, claim);

        assertThat(latest(job, claim)).isEqualTo(before);
    }

    @Test
    void an_attempt_ends_with_the_failure_or_the_job() {
        Job retried = driver.submit();
        Claim first = driver.claim(aWorker());
        tasks.settle(
                first.lease(),
                new Settlement.Retried(new Failure(FailureCode.TIME_LIMIT, "It took too long."), Duration.ofHours(1)));
        Job canceled = driver.submit();
        Claim second = driver.claim(aWorker());
        fixture.persistence().jobs().cancel(canceled.tenant(), canceled.id());

        assertThat(latest(retried, first).finishedAt()).isPresent();
        assertThat(latest(canceled, second).finishedAt()).isPresent();
    }

    private LatestAttempt latest(Job job, Claim claim) {
        return driver.now(job, claim.lease().task()).latest().orElseThrow();
    }

    @Test
    void a_claimed_task_is_offered_to_nobody_else() {
        driver.submit();
        driver.claim(aWorker());

        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void a_claim_brings_the_products_of_the_tasks_it_needs() {
        driver.submit();

        Claim publish = driver.claimFirst(aWorker(), Work.Publish.class);

        Set<TaskName> needs = driver.now(publish.job(), publish.lease().task()).needs();
        assertThat(publish.inputs().keySet()).isEqualTo(needs);
        assertThat(publish.inputs().get(new TaskName("probe"))).isEqualTo(new Product.Probed(Samples.aFilm()));
        assertThat(publish.inputs().get(new TaskName("index"))).isInstanceOf(Product.Indexed.class);
    }

    @Test
    void a_worker_gets_only_work_it_knows() {
        driver.submit();
        Claimant prober = aWorker(EnumSet.of(WorkKind.PROBE), Samples.ENCODER);
        driver.succeed(driver.claim(prober));

        assertThat(tasks.claim(prober, LEASE)).isEmpty();
        assertThat(driver.claim(aWorker()).work().kind()).isNotEqualTo(WorkKind.PROBE);
    }

    @Test
    void the_first_encode_pins_the_encoder_and_others_get_no_chunk_of_that_job() {
        Job job = driver.submit();
        Claim chunk = driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        driver.succeed(chunk);
        Claimant other = aWorker(EnumSet.of(WorkKind.ENCODE_CHUNK), new EncoderFingerprint("another build"));

        assertThat(driver.now(job).encoder()).contains(Samples.ENCODER);
        assertThat(tasks.claim(other, LEASE)).isEmpty();
        assertThat(tasks.claim(aWorker(EnumSet.of(WorkKind.ENCODE_CHUNK), Samples.ENCODER), LEASE))
                .isPresent();
    }

    @Test
    void a_renewed_lease_does_not_expire() {
        driver.submit();
        Claim claim = driver.claim(aWorker());

        fixture.advance(LEASE.minus(SECOND));
        assertThat(driver.renew(0.5, claim)).containsExactly(claim.lease());
        fixture.advance(LEASE.minus(SECOND));

        assertThat(expire()).isZero();
        assertThat(driver.succeed(claim)).isInstanceOf(Settled.Accepted.class);
    }

    @Test
    void progress_told_by_heartbeats_shows_in_the_job() {
        Job job = driver.submit();
        driver.succeed(driver.claim(aWorker()));
        driver.succeed(driver.claim(aWorker(EnumSet.of(WorkKind.INDEX), Samples.ENCODER)));
        Claim encode = driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        double before = driver.now(job).progress().orElseThrow();

        driver.renew(0.5, encode);

        assertThat(driver.now(job).progress().orElseThrow()).isGreaterThan(before);
    }

    @Test
    void an_expired_lease_that_nobody_ended_can_still_be_renewed() {
        driver.submit();
        Claim claim = driver.claim(aWorker());
        fixture.advance(LEASE.multipliedBy(2));

        assertThat(driver.renew(0, claim)).containsExactly(claim.lease());

        assertThat(expire()).isZero();
    }

    @Test
    void an_expired_lease_is_offered_to_the_next_worker() {
        driver.submit();
        Claim first = driver.claim(aWorker());
        fixture.advance(LEASE.plus(SECOND));
        assertThat(expire()).isEqualTo(1);

        Claim second = driver.claim(aWorker());

        assertThat(second.lease().task()).isEqualTo(first.lease().task());
        assertThat(second.lease().epoch()).isGreaterThan(first.lease().epoch());
        assertThat(second.tally().interruptions()).isEqualTo(1);
        assertThat(second.tally().attempts()).isZero();
    }

    @Test
    void the_leases_of_a_dead_worker_end_at_once_and_others_stay() {
        driver.submit();
        driver.submit();
        Claimant dead = aWorker();
        Claim lost = driver.claim(dead);
        Claim held = driver.claim(aWorker());

        assertThat(tasks.forsake(dead.worker(), RetryPolicy.STANDARD)).isEqualTo(1);

        Claim next = driver.claim(aWorker());
        assertThat(next.lease().task()).isEqualTo(lost.lease().task());
        assertThat(next.tally().interruptions()).isEqualTo(1);
        assertThat(driver.succeed(lost)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(next)).isInstanceOf(Settled.Accepted.class);
        assertThat(driver.succeed(held)).isInstanceOf(Settled.Accepted.class);
        assertThat(tasks.forsake(dead.worker(), RetryPolicy.STANDARD)).isZero();
    }

    @Test
    void a_task_that_takes_its_workers_down_is_given_up_also_when_their_death_is_known() {
        Job job = driver.submit();
        for (int i = 0; i < RetryPolicy.STANDARD.maxInterruptions(); i++) {
            fixture.advance(RetryPolicy.STANDARD.longestDelay());
            Claimant dead = aWorker();
            driver.claim(dead);
            assertThat(tasks.forsake(dead.worker(), RetryPolicy.STANDARD)).isEqualTo(1);
        }

        assertThat(driver.now(job).status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void the_holder_of_a_lost_lease_can_neither_renew_nor_settle() {
        driver.submit();
        Claim zombie = driver.claim(aWorker());
        fixture.advance(LEASE.plus(SECOND));
        expire();
        Claim owner = driver.claim(aWorker());

        assertThat(driver.renew(1, zombie)).isEmpty();
        assertThat(driver.succeed(zombie)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(owner)).isInstanceOf(Settled.Accepted.class);
        assertThat(driver.succeed(zombie)).isEqualTo(new Settled.Stale());
    }

    @Test
    void settling_again_is_accepted_as_before_and_changes_nothing() {
        Job job = driver.submit();
        Claim claim = driver.claim(aWorker());
        driver.succeed(claim);
        Job after = driver.now(job);

        assertThat(driver.succeed(claim)).isEqualTo(new Settled.AlreadyByThisEpoch());

        assertThat(driver.now(job)).isEqualTo(after);
    }

    @Test
    void a_task_becomes_ready_when_the_last_task_it_needs_is_done() {
        Job job = driver.submit();
        Claim lastRemux = null;
        Claim claim = driver.claim(aWorker());
        while (claim.work().kind() != WorkKind.PUBLISH) {
            lastRemux = claim;
            assertThat(publishOf(job))
                    .allSatisfy(task -> assertThat(task.state()).isInstanceOf(TaskState.Waiting.class));
            driver.succeed(claim);
            claim = driver.claim(aWorker());
        }

        assertThat(lastRemux).isNotNull();
        assertThat(claim.work()).isEqualTo(new Work.Publish());
    }

    @Test
    void a_failed_attempt_is_offered_again_after_its_delay() {
        driver.submit();
        Claim first = driver.claim(aWorker());

        tasks.settle(first.lease(), new Settlement.Retried(FAILURE, Duration.ofSeconds(10)));

        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
        fixture.advance(Duration.ofSeconds(11));
        assertThat(driver.claim(aWorker()).tally().attempts()).isEqualTo(1);
    }

    @Test
    void giving_up_fails_the_job_and_cancels_its_other_tasks() {
        Job job = driver.submit();
        Claim chunk = driver.claimFirst(aWorker(), Work.EncodeChunk.class);

        tasks.settle(chunk.lease(), new Settlement.GaveUp(FAILURE));

        assertThat(driver.now(job).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(FAILURE));
        assertThat(tasks.of(job.tenant(), job.id()))
                .extracting(Task::state)
                .allMatch(state -> state instanceof TaskState.Done
                        || state instanceof TaskState.Failed
                        || state instanceof TaskState.Canceled);
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void a_task_handed_back_is_ready_at_once_and_nothing_is_counted() {
        driver.submit();
        Claim first = driver.claim(aWorker());

        assertThat(tasks.settle(first.lease(), new Settlement.HandedBack())).isInstanceOf(Settled.Accepted.class);

        Claim second = driver.claim(aWorker());
        assertThat(second.tally().attempts()).isZero();
        assertThat(second.tally().interruptions()).isZero();
        assertThat(second.lease().epoch()).isGreaterThan(first.lease().epoch());
    }

    @Test
    void a_task_that_keeps_dying_is_given_up_with_its_job() {
        Job job = driver.submit();
        List<Job> failedByIt = new ArrayList<>();
        for (int i = 0; i < RetryPolicy.STANDARD.maxInterruptions(); i++) {
            fixture.advance(RetryPolicy.STANDARD.longestDelay());
            driver.claim(aWorker());
            fixture.advance(LEASE.plus(SECOND));
            assertThat(failedByIt).isEmpty();
            Expired expired = tasks.expire(100, LEASE, RetryPolicy.STANDARD);
            assertThat(expired.leases()).isEqualTo(1);
            failedByIt.addAll(expired.failed());
        }

        assertThat(failedByIt).containsExactly(driver.now(job));
        assertThat(driver.now(job).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.TASK_KEPT_DYING));
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void what_could_be_claimed_is_counted_by_class_with_the_longest_wait() {
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(50)));
        fixture.advance(Duration.ofMinutes(1));
        driver.submit(aQueuedJob(new TenantId("another"), new Priority(50)));
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(100)));

        List<QueueLoad> loads = tasks.queue();

        assertThat(loads)
                .extracting(QueueLoad::priorityClass, QueueLoad::ready)
                .containsExactly(
                        tuple(PriorityClass.HIGH, 1L), tuple(PriorityClass.NORMAL, 2L), tuple(PriorityClass.LOW, 0L));
        assertThat(loads.get(0).oldest()).isLessThan(Duration.ofMinutes(1));
        assertThat(loads.get(1).oldest()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(loads.get(2).oldest()).isZero();
    }

    @Test
    void what_runs_or_waits_to_be_tried_again_is_not_counted_as_waiting() {
        driver.submit();
        driver.submit();
        Claim one = driver.claim(aWorker());
        driver.claim(aWorker());
        tasks.settle(one.lease(), new Settlement.Retried(FAILURE, Duration.ofSeconds(10)));

        assertThat(tasks.queue()).extracting(QueueLoad::ready).containsExactly(0L, 0L, 0L);

        fixture.advance(Duration.ofSeconds(11));
        assertThat(tasks.queue()).extracting(QueueLoad::ready).containsExactly(0L, 1L, 0L);
    }

    @Test
    void what_waits_is_counted_by_what_it_asks_of_a_worker() {
        Job begun = driver.submit();
        driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        driver.submit();
        Job paused = driver.submit();
        fixture.persistence().jobs().pause(paused.tenant(), paused.id());
        long chunks = tasks.of(begun.tenant(), begun.id()).stream()
                .filter(task ->
                        task.state() instanceof TaskState.Ready && task.work().kind() == WorkKind.ENCODE_CHUNK)
                .count();

        assertThat(tasks.needs())
                .containsExactlyInAnyOrder(
                        new NeedLoad(new Need(WorkKind.PROBE, Optional.empty()), 1),
                        new NeedLoad(new Need(WorkKind.STILLS, Optional.empty()), 1),
                        new NeedLoad(new Need(WorkKind.ENCODE_CHUNK, Optional.of(Samples.ENCODER)), chunks));
        assertThat(chunks).isPositive();
    }

    @Test
    void the_backlog_is_what_is_left_of_all_jobs_that_go_on() {
        Job unknown = driver.submit();
        Job canceled = driver.submit();
        Job paused = driver.submit();
        fixture.persistence().jobs().cancel(canceled.tenant(), canceled.id());
        fixture.persistence().jobs().pause(paused.tenant(), paused.id());
        assertThat(tasks.backlog()).isEqualTo(new Backlog(0, Duration.ZERO, Duration.ZERO, 1));

        Claim chunk = driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        driver.renew(0.5, chunk);

        List<Task> all = tasks.of(unknown.tenant(), unknown.id());
        long whole = all.stream().mapToLong(Task::weight).sum();
        double left = all.stream().mapToDouble(TaskStoreContract::left).sum();
        assertThat(tasks.backlog())
                .isEqualTo(new Backlog(1, Duration.ofMillis(Math.round(left)), Duration.ofMillis(whole), 0));
        driver.submit();
        assertThat(tasks.backlog().estimate())
                .isEqualTo(Duration.ofMillis(Math.round(left)).plusMillis(whole));
    }

    private static double left(Task task) {
        return switch (task.state()) {
            case TaskState.Done _ -> 0;
            case TaskState.Running running -> task.weight() * (1 - running.progress());
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> task.weight();
        };
    }

    @Test
    void a_tenant_that_is_resumed_goes_on_beside_the_others_and_does_not_catch_up() {
        TenantId other = new TenantId("another");
        List<Job> paused = Stream.generate(() -> driver.submit()).limit(6).toList();
        paused.forEach(job -> fixture.persistence().jobs().pause(job.tenant(), job.id()));
        for (int i = 0; i < 18; i++) {
            driver.submit(aQueuedJob(other, Priority.NORMAL));
        }
        List<TenantId> before = claimTenants(10);
        paused.forEach(job -> fixture.persistence().jobs().resume(job.tenant(), job.id()));

        List<TenantId> after = claimTenants(8);

        assertThat(before).containsOnly(other);
        assertThat(Collections.frequency(after, TenantId.DEFAULT)).isBetween(4, 5);
    }

    private List<TenantId> claimTenants(int claims) {
        return Stream.generate(() -> driver.claim(aWorker()).job().tenant())
                .limit(claims)
                .toList();
    }

    @Test
    void a_tenant_of_which_as_many_tasks_run_as_may_is_passed_by() {
        TenantId other = new TenantId("another");
        for (int i = 0; i < 3; i++) {
            driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(100)));
            driver.submit(aQueuedJob(other, new Priority(10)));
        }

        List<Claim> claims = Stream.generate(() -> tasks.claim(aWorkerAllowing(2), LEASE))
                .limit(6)
                .flatMap(Optional::stream)
                .toList();

        assertThat(claims)
                .extracting(claim -> claim.job().tenant())
                .containsExactly(TenantId.DEFAULT, TenantId.DEFAULT, other, other);
        driver.succeed(claims.get(3));
        assertThat(driver.claim(aWorkerAllowing(2)).job().tenant()).isEqualTo(other);
        assertThat(tasks.claim(aWorkerAllowing(2), LEASE)).isEmpty();
        assertThat(driver.claim(aWorker()).job().tenant()).isEqualTo(TenantId.DEFAULT);
    }

    private static Claimant aWorkerAllowing(int most) {
        Claimant worker = aWorker();
        return new Claimant(worker.worker(), worker.kinds(), worker.encoder(), OptionalInt.of(most));
    }

    @Test
    void higher_classes_are_served_first() {
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(0)));
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(50)));
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(100)));

        List<PriorityClass> served = claimClasses(3);

        assertThat(served).containsExactly(PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW);
    }

    @Test
    void the_lowest_class_never_starves() {
        driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(0)));
        for (int i = 0; i < 8; i++) {
            driver.submit(aQueuedJob(TenantId.DEFAULT, new Priority(100)));
        }

        assertThat(claimClasses(8)).contains(PriorityClass.LOW);
    }

    @Test
    void tenants_take_turns_however_many_jobs_one_of_them_has() {
        TenantId busy = new TenantId("busy");
        TenantId small = new TenantId("small");
        for (int i = 0; i < 6; i++) {
            driver.submit(aQueuedJob(busy, Priority.NORMAL));
        }
        driver.submit(aQueuedJob(small, Priority.NORMAL));
        driver.submit(aQueuedJob(small, Priority.NORMAL));

        List<TenantId> served = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            served.add(driver.claim(aWorker()).job().tenant());
        }

        assertThat(served.stream().filter(small::equals).count()).isEqualTo(2);
    }

    @Test
    void jobs_take_turns_and_each_gives_its_earliest_chunk() {
        Job first = driver.submit();
        Job second = driver.submit();
        for (int i = 0; i < 4; i++) {
            driver.succeed(driver.claim(aWorker()));
        }

        Claim one = driver.claim(aWorker());
        Claim two = driver.claim(aWorker());

        assertThat(List.of(one.job().id(), two.job().id())).containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void tasks_that_are_offered_again_ring_until_they_were_rung() {
        driver.submit();
        tasks.settle(driver.claim(aWorker()).lease(), new Settlement.HandedBack());
        List<Ring> rings = tasks.toRing(10);
        assertThat(rings).hasSize(1);
        assertThat(tasks.toRing(10)).isEqualTo(rings);

        tasks.rung(rings);

        assertThat(tasks.toRing(10)).isEmpty();
    }

    @Test
    void a_submission_and_a_success_tell_how_many_tasks_became_ready_and_leave_the_ring_to_the_caller() {
        Job job = driver.submit();
        long ready = readyOf(job);
        assertThat(ready).isOne();
        while (ready > 0) {
            Claim claim = driver.claim(aWorker());

            Settled settled = driver.succeed(claim);

            long before = ready - 1;
            ready = readyOf(job);
            assertThat(settled).isEqualTo(new Settled.Accepted(Math.toIntExact(ready - before)));
            assertThat(tasks.toRing(10)).isEmpty();
        }
        assertThat(driver.now(job).state()).isInstanceOf(JobState.Completed.class);
    }

    private long readyOf(Job job) {
        return tasks.of(job.tenant(), job.id()).stream()
                .filter(task -> task.state() instanceof TaskState.Ready)
                .count();
    }

    @Test
    void a_success_of_a_paused_job_offers_nothing() {
        Job job = driver.submit();
        Claim probe = driver.claim(aWorker());
        fixture.persistence().jobs().pause(job.tenant(), job.id());

        assertThat(driver.succeed(probe)).isEqualTo(new Settled.Accepted(0));
    }

    @Test
    void a_task_that_is_ready_again_rings_again() {
        driver.submit();
        tasks.rung(tasks.toRing(10));
        Claim claim = driver.claim(aWorker());

        tasks.settle(claim.lease(), new Settlement.HandedBack());

        assertThat(tasks.toRing(10))
                .extracting(Ring::because)
                .containsExactly(claim.lease().task());
    }

    @Test
    void a_task_whose_delay_runs_does_not_ring() {
        driver.submit();
        Claim claim = driver.claim(aWorker());
        tasks.settle(claim.lease(), new Settlement.Retried(FAILURE, Duration.ofSeconds(10)));

        assertThat(tasks.toRing(10)).isEmpty();
        fixture.advance(Duration.ofSeconds(11));
        assertThat(tasks.toRing(10)).hasSize(1);
    }

    @Test
    void attempts_that_lost_become_garbage_and_winners_do_not() {
        driver.submit();
        Claim lost = driver.claim(aWorker());
        tasks.settle(lost.lease(), new Settlement.HandedBack());
        Claim won = driver.claim(aWorker());
        driver.succeed(won);
        fixture.advance(LEASE.multipliedBy(3));

        List<Garbage> garbage = tasks.garbage(10, LEASE.multipliedBy(2));

        assertThat(garbage)
                .containsExactly(new Garbage.LostAttempt(
                        lost.lease().task(),
                        lost.lease().epoch(),
                        StorageLayout.attempt(
                                lost.job().tenant(),
                                lost.lease().task(),
                                lost.lease().epoch())));
        tasks.collected(garbage);
        assertThat(tasks.garbage(10, LEASE.multipliedBy(2))).isEmpty();
    }

    @Test
    void an_attempt_that_lost_just_now_is_no_garbage_yet_because_its_worker_may_still_write() {
        driver.submit();
        Claim lost = driver.claim(aWorker());
        tasks.settle(lost.lease(), new Settlement.HandedBack());

        assertThat(tasks.garbage(10, LEASE.multipliedBy(2))).isEmpty();
    }

    @Test
    void an_attempt_that_stops_after_it_was_collected_is_garbage_again() {
        driver.submit();
        Claim frozen = driver.claim(aWorker());
        fixture.advance(LEASE.plus(SECOND));
        expire();
        driver.succeed(driver.claim(aWorker()));
        fixture.advance(LEASE.multipliedBy(3));
        List<Garbage> garbage = tasks.garbage(10, LEASE.multipliedBy(2));
        tasks.collected(garbage);

        assertThat(tasks.settle(frozen.lease(), new Settlement.HandedBack())).isEqualTo(new Settled.Stale());

        assertThat(tasks.garbage(10, LEASE.multipliedBy(2))).isEmpty();
        fixture.advance(LEASE.multipliedBy(3));
        assertThat(tasks.garbage(10, LEASE.multipliedBy(2))).hasSize(1).isEqualTo(garbage);
    }

    @Test
    void the_objects_of_a_deleted_job_stay_garbage_until_they_are_collected() {
        Job job = driver.submit();
        fixture.persistence().jobs().cancel(job.tenant(), job.id());
        fixture.persistence().jobs().delete(job.tenant(), job.id());

        Garbage.DeletedJob tombstone = new Garbage.DeletedJob(job.id(), StorageLayout.job(job.tenant(), job.id()));
        assertThat(tasks.garbage(10, LEASE)).containsExactly(tombstone);
        tasks.collected(List.of(tombstone));
        assertThat(tasks.garbage(10, LEASE)).isEmpty();
    }

    @Test
    void a_lease_on_a_deleted_job_is_stale() {
        Job job = driver.submit();
        Claim claim = driver.claim(aWorker());
        fixture.persistence().jobs().cancel(job.tenant(), job.id());
        fixture.persistence().jobs().delete(job.tenant(), job.id());

        assertThat(driver.succeed(claim)).isEqualTo(new Settled.Stale());
        assertThat(driver.renew(0, claim)).isEmpty();
    }

    @Test
    void tasks_of_an_unknown_job_are_none() {
        assertThat(tasks.of(TenantId.DEFAULT, new JobId(Samples.aJobId().value())))
                .isEmpty();
    }

    @Test
    void a_long_film_opens_its_first_chunk_beside_the_index() {
        JobDriver longFilm = new JobDriver(fixture.persistence(), Duration.ofSeconds(60));
        Job job = longFilm.submit();
        longFilm.succeed(longFilm.claim(aWorker()));

        Claim one = longFilm.claim(aWorker());
        Claim two = longFilm.claim(aWorker());

        assertThat(List.of(one.work().kind(), two.work().kind()))
                .containsExactly(WorkKind.INDEX, WorkKind.ENCODE_CHUNK);
        longFilm.succeed(two);
        longFilm.succeed(one);
        longFilm.runToEnd(aWorker());
        assertThat(longFilm.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    private int expire() {
        return tasks.expire(100, LEASE, RetryPolicy.STANDARD).leases();
    }

    private List<PriorityClass> claimClasses(int claims) {
        List<PriorityClass> served = new ArrayList<>();
        for (int i = 0; i < claims; i++) {
            Optional<Claim> claim = tasks.claim(aWorker(), LEASE);
            served.add(claim.orElseThrow().job().priority().priorityClass());
        }
        return served;
    }

    private List<Task> publishOf(Job job) {
        return tasks.of(job.tenant(), job.id()).stream()
                .filter(task -> task.work().kind() == WorkKind.PUBLISH)
                .toList();
    }
}
