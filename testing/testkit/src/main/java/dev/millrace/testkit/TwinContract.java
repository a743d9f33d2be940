package dev.millrace.testkit;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.HeldTask;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Twin;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.Work;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] promises of [TaskStore#twin].
public abstract class TwinContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TwinPolicy POLICY = TwinPolicy.STANDARD;
    private static final Failure FAILURE = new Failure(FailureCode.ENCODER_FAILED, "The encoder ended with an error.");

    private PersistenceFixture fixture;
    private TaskStore tasks;
    private JobDriver driver;
    private Job job;

    /// For subclasses.
    protected TwinContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        tasks = fixture.persistence().tasks();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(20));
        job = driver.submit();
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_chunk_far_slower_than_its_siblings_is_given_to_a_second_worker() {
        Claim slow = aSlowChunk();
        Claimant idle = aWorker();

        Claim twin = tasks.twin(idle, LEASE, POLICY).orElseThrow();

        assertThat(twin.lease().task()).isEqualTo(slow.lease().task());
        assertThat(twin.lease().epoch()).isGreaterThan(slow.lease().epoch());
        assertThat(twin.lease().worker()).isEqualTo(idle.worker());
        assertThat(twin.work()).isEqualTo(slow.work());
        assertThat(twin.inputs()).isEqualTo(slow.inputs());
        assertThat(twin.job().id()).isEqualTo(job.id());
        assertThat(running(slow).lease()).isEqualTo(slow.lease());
        assertThat(running(slow).twin()).map(Twin::lease).contains(twin.lease());
    }

    @Test
    void both_are_renewed_and_tell_their_progress() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(driver.renew(0.2, slow)).containsExactly(slow.lease());
        assertThat(driver.renew(0.7, twin)).containsExactly(twin.lease());

        assertThat(running(slow).progress()).isEqualTo(0.2);
        assertThat(running(slow).twin()).map(Twin::progress).contains(0.7);
    }

    @Test
    void the_worker_of_a_twin_is_listed_with_it() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();
        driver.renew(0.2, slow);
        driver.renew(0.7, twin);

        assertThat(fixture.persistence()
                        .workers()
                        .living(LEASE, 10, Optional.empty())
                        .items())
                .hasSize(2)
                .allSatisfy(worker -> assertThat(worker.running())
                        .extracting(HeldTask::task)
                        .containsExactly(twin.lease().task()))
                .anySatisfy(worker -> assertThat(worker.running())
                        .extracting(HeldTask::progress)
                        .containsExactly(0.7));
    }

    @Test
    void a_twin_that_succeeds_first_counts_and_the_first_attempt_is_void() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(driver.succeed(twin)).isInstanceOf(Settled.Accepted.class);

        assertThat(driver.renew(0.9, slow)).isEmpty();
        assertThat(driver.succeed(slow)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(twin)).isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(task(slow).epoch()).isEqualTo(twin.lease().epoch());
        assertThat(task(slow).latest().orElseThrow().worker())
                .isEqualTo(twin.lease().worker());
        assertThat(lost()).containsExactly(slow.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void a_first_attempt_that_succeeds_voids_its_twin() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(driver.succeed(slow)).isInstanceOf(Settled.Accepted.class);

        assertThat(driver.renew(0.9, twin)).isEmpty();
        assertThat(driver.succeed(twin)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(slow)).isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(task(slow).latest().orElseThrow().worker())
                .isEqualTo(slow.lease().worker());
        assertThat(lost()).containsExactly(twin.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void an_attempt_has_one_twin_at_most() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isEmpty();
        assertThat(tasks.settle(twin.lease(), new Settlement.HandedBack())).isInstanceOf(Settled.Accepted.class);
        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isEmpty();
        assertThat(driver.succeed(slow)).isInstanceOf(Settled.Accepted.class);
        itEndsAsItShould();
    }

    @Test
    void a_worker_gets_no_twin_of_its_own_chunk_nor_one_that_it_can_not_do() {
        Claimant own = aWorker();
        aSlowChunk(own);

        assertThat(tasks.twin(own, LEASE, POLICY)).isEmpty();
        assertThat(tasks.twin(aWorker(new EncoderFingerprint("another build")), LEASE, POLICY))
                .isEmpty();
        assertThat(tasks.twin(aWorker(EnumSet.of(WorkKind.REMUX), Samples.ENCODER), LEASE, POLICY))
                .isEmpty();
        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isPresent();
    }

    @Test
    void a_chunk_that_ends_before_a_fresh_attempt_would_gets_no_twin() {
        Claim slow = aSlowChunk();

        driver.renew(0.999, slow);

        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isEmpty();
    }

    @Test
    void a_chunk_that_has_just_begun_gets_no_twin() {
        driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        theOthersAreDone();

        assertThat(tasks.twin(aWorker(), LEASE, new TwinPolicy(Duration.ofHours(1), 2, 3)))
                .isEmpty();
        assertThat(tasks.twin(aWorker(), LEASE, new TwinPolicy(SECOND, 2, 3))).isPresent();
    }

    @Test
    void the_chunks_of_a_paused_job_get_no_twin() {
        aSlowChunk();
        fixture.persistence().jobs().pause(job.tenant(), job.id());

        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isEmpty();

        fixture.persistence().jobs().resume(job.tenant(), job.id());
        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isPresent();
    }

    @Test
    void a_tenant_of_which_as_many_tasks_run_as_may_gets_no_twin_and_twins_count() {
        Claim slow = aSlowChunk();

        assertThat(tasks.twin(aWorkerAllowing(1), LEASE, POLICY)).isEmpty();
        Claim twin = tasks.twin(aWorkerAllowing(2), LEASE, POLICY).orElseThrow();

        driver.submit();
        assertThat(tasks.claim(aWorkerAllowing(2), LEASE)).isEmpty();
        driver.succeed(twin);
        assertThat(tasks.claim(aWorkerAllowing(2), LEASE)).isPresent();
        assertThat(driver.succeed(slow)).isEqualTo(new Settled.Stale());
    }

    private static Claimant aWorkerAllowing(int most) {
        Claimant worker = aWorker();
        return new Claimant(worker.worker(), worker.kinds(), worker.encoder(), OptionalInt.of(most));
    }

    @Test
    void a_chunk_that_failed_or_lost_two_workers_gets_no_twin() {
        Claim failed = aSlowChunk();
        tasks.settle(failed.lease(), new Settlement.Retried(FAILURE, Duration.ZERO));
        driver.claim(aWorker());
        fixture.advance(POLICY.patience().plus(SECOND));
        assertThat(tasks.twin(aWorker(), LEASE, POLICY)).isEmpty();

        job = driver.submit();
        aSlowChunk();
        for (int interruption = 1; interruption <= 2; interruption++) {
            fixture.advance(LEASE.plus(SECOND));
            expire();
            fixture.advance(RetryPolicy.STANDARD.longestDelay());
            assertThat(claimAll()).isNotEmpty();
            fixture.advance(POLICY.patience());
            assertThat(tasks.twin(aWorker(), LEASE, POLICY).isPresent()).isEqualTo(interruption == 1);
        }
    }

    @Test
    void when_the_first_worker_dies_its_twin_goes_on_in_its_place() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();
        fixture.advance(LEASE.minus(SECOND));
        driver.renew(0.5, twin);
        fixture.advance(SECOND.multipliedBy(2));

        assertThat(expire()).isEqualTo(1);

        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
        assertThat(running(slow).lease()).isEqualTo(twin.lease());
        assertThat(running(slow).tally()).isEqualTo(new Tally(0, 1));
        assertThat(running(slow).progress()).isEqualTo(0.5);
        assertThat(task(slow).latest().orElseThrow().worker())
                .isEqualTo(twin.lease().worker());
        assertThat(driver.succeed(slow)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(twin)).isInstanceOf(Settled.Accepted.class);
        assertThat(lost()).containsExactly(slow.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void a_twin_that_took_the_place_of_a_dead_worker_may_have_a_twin_in_turn() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();
        tasks.forsake(slow.lease().worker(), RetryPolicy.STANDARD);
        fixture.advance(POLICY.patience());

        Claim third = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(third.lease().epoch()).isGreaterThan(twin.lease().epoch());
        assertThat(driver.succeed(third)).isInstanceOf(Settled.Accepted.class);
        assertThat(lost())
                .containsExactlyInAnyOrder(slow.lease().epoch(), twin.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void when_the_worker_of_the_twin_dies_the_first_goes_on_and_nothing_is_counted() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(tasks.forsake(twin.lease().worker(), RetryPolicy.STANDARD)).isEqualTo(1);

        assertThat(running(slow).twin()).isEmpty();
        assertThat(running(slow).tally()).isEqualTo(Tally.NONE);
        assertThat(driver.succeed(twin)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(slow)).isInstanceOf(Settled.Accepted.class);
        assertThat(lost()).containsExactly(twin.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void when_both_die_the_chunk_is_offered_again_under_an_epoch_that_neither_had() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();
        fixture.advance(LEASE.plus(SECOND));

        assertThat(expire()).isEqualTo(2);

        Claim next = driver.claim(aWorker());
        assertThat(next.lease().task()).isEqualTo(slow.lease().task());
        assertThat(next.lease().epoch()).isGreaterThan(twin.lease().epoch());
        assertThat(next.tally()).isEqualTo(new Tally(0, 1));
        assertThat(driver.succeed(next)).isInstanceOf(Settled.Accepted.class);
        assertThat(lost())
                .containsExactlyInAnyOrder(slow.lease().epoch(), twin.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void when_the_first_attempt_fails_or_is_handed_back_its_twin_goes_on_in_its_place() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(tasks.settle(slow.lease(), new Settlement.Retried(FAILURE, Duration.ofHours(1))))
                .isInstanceOf(Settled.Accepted.class);

        assertThat(tasks.settle(slow.lease(), new Settlement.Retried(FAILURE, Duration.ofHours(1))))
                .isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(running(slow).lease()).isEqualTo(twin.lease());
        assertThat(running(slow).tally()).isEqualTo(new Tally(1, 0));
        tasks.settle(twin.lease(), new Settlement.HandedBack());
        Claim next = driver.claim(aWorker());
        assertThat(next.lease().epoch()).isGreaterThan(twin.lease().epoch());
        assertThat(next.tally()).isEqualTo(new Tally(1, 0));
        driver.succeed(next);
        itEndsAsItShould();
    }

    @Test
    void a_twin_that_fails_costs_neither_the_chunk_nor_the_job_anything() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        assertThat(tasks.settle(twin.lease(), new Settlement.GaveUp(FAILURE))).isInstanceOf(Settled.Accepted.class);

        assertThat(running(slow).tally()).isEqualTo(Tally.NONE);
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(driver.succeed(slow)).isInstanceOf(Settled.Accepted.class);
        assertThat(lost()).containsExactly(twin.lease().epoch());
        itEndsAsItShould();
    }

    @Test
    void a_first_attempt_that_fails_for_good_fails_the_job_and_voids_its_twin() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        tasks.settle(slow.lease(), new Settlement.GaveUp(FAILURE));

        assertThat(driver.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(driver.succeed(twin)).isEqualTo(new Settled.Stale());
        assertThat(lost())
                .containsExactlyInAnyOrder(slow.lease().epoch(), twin.lease().epoch());
    }

    @Test
    void a_cancel_voids_both() {
        Claim slow = aSlowChunk();
        Claim twin = tasks.twin(aWorker(), LEASE, POLICY).orElseThrow();

        fixture.persistence().jobs().cancel(job.tenant(), job.id());

        assertThat(driver.renew(0.5, slow)).isEmpty();
        assertThat(driver.renew(0.5, twin)).isEmpty();
        assertThat(driver.succeed(twin)).isEqualTo(new Settled.Stale());
        assertThat(driver.succeed(slow)).isEqualTo(new Settled.Stale());
        assertThat(lost())
                .containsExactlyInAnyOrder(slow.lease().epoch(), twin.lease().epoch());
        fixture.persistence().jobs().retry(job.tenant(), job.id());
        assertThat(driver.claim(aWorker()).lease().epoch())
                .isGreaterThan(twin.lease().epoch());
    }

    /// One that has run for three times the patience and done nothing, while each of the others took about a second.
    private Claim aSlowChunk() {
        return aSlowChunk(aWorker());
    }

    private Claim aSlowChunk(Claimant worker) {
        Claim slow = driver.claimFirst(worker, Work.EncodeChunk.class);
        theOthersAreDone();
        fixture.advance(POLICY.patience().multipliedBy(3));
        driver.renew(0, slow);
        return slow;
    }

    private void theOthersAreDone() {
        List<Claim> round = claimAll();
        while (!round.isEmpty()) {
            fixture.advance(SECOND);
            round.forEach(driver::succeed);
            round = claimAll();
        }
    }

    private List<Claim> claimAll() {
        Claimant worker = aWorker();
        return Stream.generate(() -> tasks.claim(worker, LEASE))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    private Task task(Claim claim) {
        TaskId id = claim.lease().task();
        return driver.now(job, id);
    }

    private TaskState.Running running(Claim claim) {
        return (TaskState.Running) task(claim).state();
    }

    private int expire() {
        return tasks.expire(100, LEASE, RetryPolicy.STANDARD).leases();
    }

    /// The attempts whose objects are garbage by now.
    private List<Epoch> lost() {
        fixture.advance(LEASE.multipliedBy(3));
        return tasks.garbage(100, LEASE.multipliedBy(2)).stream()
                .map(piece -> ((Garbage.LostAttempt) piece).epoch())
                .toList();
    }

    /// The job completes, each task was told of once, and no number is missing.
    private void itEndsAsItShould() {
        driver.runToEnd(aWorker());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        List<JobEvent> history = fixture.persistence().jobs().history(job.tenant(), job.id(), 0);
        assertThat(history)
                .extracting(JobEvent::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(history)
                .filteredOn(event -> event.type() == JobEvent.Type.PROGRESSED)
                .extracting(JobEvent::detail)
                .doesNotHaveDuplicates()
                .contains("chunk-0000");
    }
}
