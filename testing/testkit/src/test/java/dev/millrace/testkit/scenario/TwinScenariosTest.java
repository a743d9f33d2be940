package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.worker.Worker;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that is far slower than the others, and one of those that takes its chunk on too.
class TwinScenariosTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /// Of a film of 20 s.
    private static final int CHUNKS = 6;

    @TempDir
    Path scratch;

    private final Hold hold = new Hold();
    private final ScriptedTools tools = new ScriptedTools(Duration.ofSeconds(20));

    @Test
    void a_worker_that_has_nothing_to_do_overtakes_a_slow_one() throws Exception {
        Mill mill = new Mill(tools, scratch);
        JobId id = mill.submit();
        Worker slow = mill.aWorker();
        Thread working = slowlyWorking(mill, slow);
        Worker fast = mill.aWorker();
        everythingElseIsDone(mill, fast);

        mill.clock.advance(LONG);
        slow.beat();
        mill.runDry(fast);

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(slowChunk(mill, id).epoch().value()).isEqualTo(2);
        slow.beat();
        hold.awaitInterrupted();
        working.join();
        assertThat(mill.measures.read().attempts().get(WorkKind.ENCODE_CHUNK)).containsEntry(AttemptEnd.LOST, 1L);
    }

    @Test
    void the_objects_of_the_slow_attempt_are_swept_and_none_of_them_is_published() throws Exception {
        Mill mill = new Mill(tools, scratch);
        mill.submit();
        Worker slow = mill.aWorker();
        Thread working = slowlyWorking(mill, slow);
        Worker fast = mill.aWorker();
        everythingElseIsDone(mill, fast);
        mill.clock.advance(LONG);
        slow.beat();
        mill.runDry(fast);

        hold.release();
        working.join();
        assertThat(mill.media.keys()).anyMatch(key -> key.value().contains("/chunk-0000/e1/"));
        mill.pass(LONG);

        assertThat(mill.media.keys()).noneMatch(key -> key.value().contains("/chunk-0000/e1/"));
        assertThat(mill.media.keys()).anyMatch(key -> key.value().contains("/chunk-0000/e2/"));
        assertThat(Playlists.linked(mill.media, ".m3u8"))
                .isSubsetOf(mill.media.keys().stream().map(key -> key.value()).toList());
    }

    @Test
    void a_slow_worker_that_is_first_after_all_stops_its_twin() throws Exception {
        Mill mill = new Mill(tools, scratch);
        JobId id = mill.submit();
        Worker slow = mill.aWorker();
        Thread working = slowlyWorking(mill, slow);
        Worker fast = mill.aWorker();
        everythingElseIsDone(mill, fast);
        mill.clock.advance(LONG);
        slow.beat();
        Hold second = new Hold();
        tools.next(WorkKind.ENCODE_CHUNK, second);
        Thread twin = Thread.ofVirtual().start(() -> dry(mill, fast));
        second.awaitReached();

        hold.release();
        working.join();
        fast.beat();
        second.awaitInterrupted();
        twin.join();

        assertThat(slowChunk(mill, id).epoch().value()).isEqualTo(1);
        mill.runDry(mill.aWorker());
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        mill.pass(LONG);
        assertThat(mill.media.keys()).noneMatch(key -> key.value().contains("/chunk-0000/e2/"));
    }

    @Test
    void without_a_policy_nobody_takes_on_what_runs() throws Exception {
        Mill mill = new Mill(tools, scratch);
        JobId id = mill.submit();
        Worker slow = mill.aWorker();
        Thread working = slowlyWorking(mill, slow);
        Worker fast = mill.aWorker(mill.settings.twins(Optional.empty()));
        everythingElseIsDone(mill, fast);
        mill.clock.advance(LONG);
        slow.beat();

        assertThat(fast.workOnce()).isFalse();

        assertThat(slowChunk(mill, id).state())
                .isInstanceOfSatisfying(
                        TaskState.Running.class,
                        running -> assertThat(running.twin()).isEmpty());
        hold.release();
        working.join();
    }

    /// The first chunk of the job stays with this worker.
    private Thread slowlyWorking(Mill mill, Worker slow) throws InterruptedException {
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        Thread thread = Thread.ofVirtual().start(() -> dry(mill, slow));
        hold.awaitReached();
        return thread;
    }

    private void everythingElseIsDone(Mill mill, Worker fast) throws InterruptedException {
        for (int chunk = 1; chunk < CHUNKS; chunk++) {
            tools.next(WorkKind.ENCODE_CHUNK, () -> mill.clock.advance(Mill.SECOND));
        }
        mill.runDry(fast);
    }

    private static void dry(Mill mill, Worker worker) {
        try {
            mill.runDry(worker);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Task slowChunk(Mill mill, JobId id) {
        return mill.tasks(id).stream()
                .filter(task -> task.id().name().equals(new TaskName("chunk-0000")))
                .findFirst()
                .orElseThrow();
    }
}
