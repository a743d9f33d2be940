package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.worker.Worker;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process counts of its own work, on jobs that are really worked on.
class MeasuresTest {
    @TempDir
    Path scratch;

    private final ScriptedTools tools = new ScriptedTools(Duration.ofSeconds(30));

    @Test
    void a_job_that_completes_is_counted_with_each_of_its_attempts() throws Exception {
        Mill mill = new Mill(tools, scratch);
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());

        Measures.Reading reading = mill.measures.read();
        assertThat(reading.created()).isEqualTo(1);
        assertThat(reading.over())
                .isEqualTo(Map.of(JobStatus.COMPLETED, 1L, JobStatus.FAILED, 0L, JobStatus.CANCELED, 0L));
        assertThat(done(reading)).isEqualTo(mill.tasks(id).size());
        assertThat(reading.attempts().get(WorkKind.PUBLISH)).containsEntry(AttemptEnd.DONE, 1L);
    }

    @Test
    void an_attempt_is_measured_by_the_clock_and_a_chunk_by_the_film_it_made() throws Exception {
        Mill mill = new Mill(tools, scratch);
        tools.next(WorkKind.PROBE, () -> mill.clock.advance(Duration.ofSeconds(4)));
        tools.next(WorkKind.ENCODE_CHUNK, () -> mill.clock.advance(Duration.ofSeconds(3)));
        mill.submit();

        mill.runDry(mill.aWorker());

        Measures.Reading reading = mill.measures.read();
        assertThat(reading.seconds().get(WorkKind.PROBE).sum()).isEqualTo(4);
        assertThat(reading.seconds().get(WorkKind.ENCODE_CHUNK).sum()).isEqualTo(3);
        assertThat(reading.speed().count()).isEqualTo(1);
        assertThat(reading.speed().sum()).isBetween(0.1, 10.0);
    }

    @Test
    void the_pace_is_the_estimated_work_of_the_latest_chunks_over_the_time_they_took() throws Exception {
        Mill mill = new Mill(tools, scratch);
        assertThat(mill.measures.pace()).isEmpty();
        tools.next(WorkKind.ENCODE_CHUNK, () -> mill.clock.advance(Duration.ofSeconds(2)));
        JobId id = mill.submit();

        workUntilOneChunkIsDone(mill, id);

        double seconds = chunksDone(mill, id).getFirst().weight() / 1e3;
        assertThat(mill.measures.pace().orElseThrow()).isEqualTo(seconds / 2, within(0.01));
    }

    @Test
    void the_pace_follows_a_worker_that_became_slower() throws Exception {
        Mill mill = new Mill(tools, scratch);
        tools.next(WorkKind.ENCODE_CHUNK, () -> mill.clock.advance(Duration.ofSeconds(1)));
        tools.next(WorkKind.ENCODE_CHUNK, () -> mill.clock.advance(Duration.ofSeconds(100)));
        JobId id = mill.submit();
        workUntilOneChunkIsDone(mill, id);
        double before = mill.measures.pace().orElseThrow();

        mill.runDry(mill.aWorker());

        assertThat(mill.measures.pace().orElseThrow()).isPositive().isLessThan(before);
    }

    private static void workUntilOneChunkIsDone(Mill mill, JobId id) throws InterruptedException {
        Worker worker = mill.aWorker();
        while (chunksDone(mill, id).isEmpty()) {
            assertThat(worker.workOnce()).isTrue();
        }
    }

    private static List<Task> chunksDone(Mill mill, JobId id) {
        return mill.tasks(id).stream()
                .filter(task -> task.work().kind() == WorkKind.ENCODE_CHUNK)
                .filter(task -> task.state() instanceof TaskState.Done)
                .toList();
    }

    @Test
    void a_failure_is_counted_by_what_became_of_it() throws Exception {
        Mill mill = new Mill(tools, scratch);
        tools.failing(WorkKind.PROBE, new Failure(FailureCode.STORAGE_UNAVAILABLE, "The storage is away."));
        mill.submit();
        mill.runDry(mill.aWorker());
        tools.failing(WorkKind.PROBE, new Failure(FailureCode.SOURCE_NOT_MEDIA, "The file is a text."));
        mill.clock.advance(RetryPolicy.STANDARD.longestDelay());

        mill.runDry(mill.aWorker());

        Measures.Reading reading = mill.measures.read();
        assertThat(reading.attempts().get(WorkKind.PROBE))
                .containsEntry(AttemptEnd.RETRIED, 1L)
                .containsEntry(AttemptEnd.FAILED, 1L);
        assertThat(reading.over()).containsEntry(JobStatus.FAILED, 1L);
    }

    @Test
    void what_is_canceled_meanwhile_is_lost_and_the_job_is_counted_once() throws Exception {
        Mill mill = new Mill(tools, scratch);
        JobId id = mill.submit();
        tools.next(WorkKind.PROBE, () -> mill.cancel(id));

        mill.runDry(mill.aWorker());
        mill.cancel(id);

        Measures.Reading reading = mill.measures.read();
        assertThat(reading.attempts().get(WorkKind.PROBE)).containsEntry(AttemptEnd.LOST, 1L);
        assertThat(reading.over()).containsEntry(JobStatus.CANCELED, 1L).containsEntry(JobStatus.COMPLETED, 0L);
    }

    private static long done(Measures.Reading reading) {
        return reading.attempts().values().stream()
                .mapToLong(ends -> ends.getOrDefault(AttemptEnd.DONE, 0L))
                .sum();
    }
}
