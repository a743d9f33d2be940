package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerState;
import dev.millrace.application.worker.Worker;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.Outage;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that die, hang, are cut off, drain and come back.
class WorkerScenariosTest {
    private static final Duration LEASE_AND_A_SWEEP = Duration.ofSeconds(18);

    @TempDir
    Path scratch;

    private final Hold hold = new Hold();
    private Outage outage;
    private ScriptedTools tools;
    private Mill mill;

    @BeforeEach
    void start() {
        tools = new ScriptedTools(Duration.ofSeconds(10));
        mill = new Mill(tools, scratch, persistence -> {
            outage = new Outage(persistence);
            return outage;
        });
    }

    @Test
    void the_task_of_a_worker_that_died_is_taken_over_by_another() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Thread dead = working(mill.aWorker());
        hold.awaitReached();

        mill.pass(LEASE_AND_A_SWEEP);
        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        hold.release();
        dead.join();
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(task(id, "chunk-0000").epoch().value()).isEqualTo(2);
    }

    @Test
    void what_a_late_worker_wrote_is_swept_and_what_was_published_is_untouched() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        mill.submit();
        Thread late = working(mill.aWorker());
        hold.awaitReached();
        mill.pass(LEASE_AND_A_SWEEP);
        mill.runDry(mill.aWorker());
        hold.release();
        late.join();
        assertThat(mill.media.keys()).anyMatch(key -> key.value().contains("/chunk-0000/e1/"));

        mill.pass(Duration.ofMinutes(1));

        assertThat(mill.media.keys()).noneMatch(key -> key.value().contains("/chunk-0000/e1/"));
        assertThat(mill.media.keys()).anyMatch(key -> key.value().contains("/chunk-0000/e2/"));
        assertThat(Playlists.linked(mill.media, ".m3u8"))
                .isSubsetOf(mill.media.keys().stream().map(key -> key.value()).toList());
    }

    @Test
    void what_a_worker_writes_after_the_collector_was_there_is_swept_too() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        mill.submit();
        Thread late = working(mill.aWorker());
        hold.awaitReached();
        mill.pass(LEASE_AND_A_SWEEP);
        mill.runDry(mill.aWorker());
        mill.pass(Duration.ofHours(1));

        hold.release();
        late.join();
        assertThat(mill.media.keys()).anyMatch(key -> key.value().contains("/chunk-0000/e1/"));
        mill.pass(Duration.ofMinutes(1));

        assertThat(mill.media.keys()).noneMatch(key -> key.value().contains("/chunk-0000/e1/"));
    }

    @Test
    void what_it_wrote_before_it_learned_that_its_lease_is_lost_is_swept_too() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Worker frozen = mill.aWorker();
        Thread late = working(frozen);
        hold.awaitReached();
        mill.pass(LEASE_AND_A_SWEEP);
        mill.runDry(mill.aWorker());
        mill.pass(Duration.ofHours(1));
        ObjectKey segment = new ObjectKey("t/default/jobs/" + id + "/chunk-0000/e1/late.m4s");
        mill.media.put(segment, new byte[] {1});

        frozen.beat();
        late.join();
        mill.pass(Duration.ofMinutes(1));

        assertThat(mill.media.keys()).doesNotContain(segment);
    }

    @Test
    void heartbeats_keep_a_long_task_with_its_worker() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Worker worker = mill.aWorker();
        Thread thread = working(worker);
        hold.awaitReached();

        for (int i = 0; i < 20; i++) {
            worker.beat();
            mill.pass(mill.settings.heartbeat());
        }
        hold.release();
        thread.join();

        assertThat(task(id, "chunk-0000").epoch().value()).isEqualTo(1);
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_worker_that_lost_its_lease_stops_at_its_next_heartbeat() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        mill.submit();
        Worker frozen = mill.aWorker();
        Thread thread = working(frozen);
        hold.awaitReached();
        mill.pass(LEASE_AND_A_SWEEP);

        frozen.beat();

        hold.awaitInterrupted();
        thread.join();
        assertThat(mill.attempts()).isEmptyDirectory();
    }

    @Test
    void draining_hands_tasks_back_at_no_cost() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Worker leaving = mill.aWorker();
        Thread thread = slot(leaving);
        hold.awaitReached();

        leaving.drain();
        leaving.handBack();
        hold.awaitInterrupted();
        thread.join();

        assertThat(task(id, "chunk-0000").state())
                .isInstanceOfSatisfying(
                        TaskState.Ready.class,
                        ready -> assertThat(
                                        ready.tally().attempts() + ready.tally().interruptions())
                                .isZero());
        mill.runDry(mill.aWorker());
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void what_fails_because_it_was_told_to_stop_is_handed_back_too() throws Exception {
        tools.next(WorkKind.PROBE, () -> {
            try {
                hold.run();
            } catch (InterruptedException stopped) {
                throw new MediaFailed(new Failure(FailureCode.STORAGE_UNAVAILABLE, "The reading was cut short."));
            }
        });
        JobId id = mill.submit();
        Worker leaving = mill.aWorker();
        Thread thread = slot(leaving);
        hold.awaitReached();

        leaving.drain();
        leaving.handBack();
        thread.join();

        assertThat(task(id, "probe").state())
                .isInstanceOfSatisfying(
                        TaskState.Ready.class,
                        ready -> assertThat(ready.tally().attempts()).isZero());
    }

    @Test
    void a_worker_asked_to_drain_finishes_what_it_has_and_claims_nothing_more() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Worker worker = mill.aWorker();
        Thread thread = slot(worker);
        hold.awaitReached();
        worker.beat();

        mill.persistence.workers().drain(theOnlyOne().worker());
        worker.beat();
        worker.beat();
        assertThat(theOnlyOne().state()).isEqualTo(WorkerState.DRAINING);
        hold.release();
        thread.join();
        worker.beat();
        assertThat(theOnlyOne().state()).isEqualTo(WorkerState.DRAINED);

        assertThat(task(id, "chunk-0000").state()).isInstanceOf(TaskState.Done.class);
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.PROCESSING);
    }

    @Test
    void an_outage_longer_than_a_lease_redoes_nothing() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Worker worker = mill.aWorker();
        Thread thread = working(worker);
        hold.awaitReached();

        outage.begin();
        worker.beat();
        mill.pass(Duration.ofSeconds(30));
        outage.end();
        mill.reconciler.sweep();
        worker.beat();
        mill.pass(Duration.ofSeconds(4));
        hold.release();
        thread.join();

        assertThat(task(id, "chunk-0000").epoch().value()).isEqualTo(1);
        assertThat(Collections.frequency(tools.calls(), WorkKind.ENCODE_CHUNK)).isEqualTo(3);
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void finished_work_is_kept_until_it_can_be_settled() throws Exception {
        tools.next(WorkKind.PROBE, () -> outage.beginForCalls(3));
        JobId id = mill.submit();

        mill.aWorker().workOnce();

        assertThat(mill.pauses).hasSize(3);
        assertThat(task(id, "probe").state()).isInstanceOf(TaskState.Done.class);
    }

    @Test
    void a_claim_that_can_not_be_made_is_made_later() {
        mill.submit();
        outage.begin();

        assertThat(claimFails(mill.aWorker())).isTrue();

        outage.end();
        assertThat(claimFails(mill.aWorker())).isFalse();
    }

    @Test
    void a_task_that_takes_down_every_worker_fails_its_job_and_nobody_elses() throws Exception {
        JobId poisoned = mill.submit();
        for (int i = 0; i < RetryPolicy.STANDARD.maxInterruptions(); i++) {
            Hold death = new Hold();
            tools.next(WorkKind.PROBE, death);
            working(mill.aDeafWorker());
            death.awaitReached();
            mill.pass(LEASE_AND_A_SWEEP);
            mill.pass(RetryPolicy.STANDARD.longestDelay());
        }
        JobId other = mill.submit();

        mill.runDry(mill.aWorker());

        assertThat(mill.job(poisoned).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.TASK_KEPT_DYING));
        assertThat(mill.job(other).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_fault_of_millrace_itself_is_tried_again_and_told_as_such() throws Exception {
        for (int i = 0; i < 3; i++) {
            tools.next(WorkKind.PROBE, () -> {
                throw new IllegalStateException("a bug");
            });
        }
        JobId id = mill.submit();

        for (int i = 0; i < 3; i++) {
            mill.runDry(mill.aWorker());
            mill.pass(Duration.ofMinutes(1));
        }

        assertThat(mill.job(id).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR));
    }

    @Test
    void a_broken_installation_fails_the_job_and_not_the_worker() throws Exception {
        for (int i = 0; i < 3; i++) {
            tools.next(WorkKind.PROBE, () -> {
                throw new NoClassDefFoundError("a missing library");
            });
        }
        JobId broken = mill.submit();
        Worker worker = mill.aWorker();

        for (int i = 0; i < 3; i++) {
            mill.runDry(worker);
            mill.pass(Duration.ofMinutes(1));
        }
        JobId next = mill.submit();
        mill.runDry(worker);

        assertThat(mill.job(broken).status()).isEqualTo(JobStatus.FAILED);
        assertThat(mill.job(next).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void two_workers_share_a_job_and_do_nothing_twice() throws Exception {
        JobId id = mill.submit();
        Worker one = mill.aWorker();
        Worker two = mill.aWorker();

        while (mill.job(id).status() != JobStatus.COMPLETED) {
            one.workOnce();
            two.workOnce();
        }

        assertThat(mill.tasks(id)).allMatch(task -> task.epoch().value() == 1);
    }

    @Test
    void a_drain_that_is_signalled_reaches_the_worker_that_is_meant_and_no_other() {
        Worker asked = mill.aWorker();
        asked.beat();
        WorkerId id = theOnlyOne().worker();
        Worker other = mill.aWorker();

        asked.drain(id);
        other.drain(id);
        asked.beat();
        other.beat();

        assertThat(mill.persistence.workers().census(Duration.ofMinutes(1)))
                .containsOnly(entry(WorkerState.DRAINED, 1), entry(WorkerState.WORKING, 1));
    }

    private WorkerCard theOnlyOne() {
        List<KnownWorker> workers = mill.persistence
                .workers()
                .living(Duration.ofMinutes(1), 2, Optional.empty())
                .items();
        assertThat(workers).hasSize(1);
        return workers.getFirst().card();
    }

    private Task task(JobId id, String name) {
        return mill.tasks(id).stream()
                .filter(task -> task.id().name().equals(new TaskName(name)))
                .findFirst()
                .orElseThrow();
    }

    private Thread working(Worker worker) {
        return thread(() -> mill.runDry(worker));
    }

    private static Thread slot(Worker worker) {
        return thread(worker::work);
    }

    private static Thread thread(Interruptible work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static boolean claimFails(Worker worker) {
        try {
            return !worker.workOnce();
        } catch (PersistenceUnavailable | InterruptedException _) {
            return true;
        }
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }
}
