package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ToolLog;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.Outage;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of attempts afterwards.
class AttemptLogsTest {
    private static final Failure BROKEN = new Failure(FailureCode.ENCODER_FAILED, "The encoder gave up.");

    @TempDir
    Path scratch;

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
    void what_a_tool_says_is_found_with_the_attempt_when_its_failure_is_seen() throws Exception {
        tools.next(WorkKind.ENCODE_CHUNK, () -> {
            ToolLog.say("ffmpeg ended with code 1:\n[h264] error at https://s3.example/film?X-Amz-Signature=hush\n");
            throw new MediaFailed(BROKEN);
        });
        JobId id = mill.submit();
        while (of(id).isEmpty()) {
            mill.aWorker().workOnce();
        }

        EndedAttempt attempt = of(id).getFirst();
        assertThat(attempt.end()).isEqualTo(AttemptEnd.RETRIED);
        assertThat(attempt.failure()).contains(BROKEN);
        assertThat(log(attempt))
                .contains("attempt 1 at chunk-0000 (encode_chunk)", "ffmpeg ended with code 1", "encoder_failed")
                .contains("[h264] error at <address>")
                .doesNotContain("hush")
                .endsWith("\n");
    }

    @Test
    void attempts_that_worked_are_told_of_with_the_next_sweep() throws Exception {
        tools.next(WorkKind.PROBE, () -> ToolLog.say("ffprobe ended with code 0"));
        JobId id = mill.submit();
        mill.runDry(mill.aWorker());
        assertThat(of(id)).isEmpty();

        mill.reconciler.sweep();

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(of(id)).hasSameSizeAs(mill.tasks(id)).allSatisfy(attempt -> {
            assertThat(attempt.end()).isEqualTo(AttemptEnd.DONE);
            assertThat(attempt.finishedAt()).isAfterOrEqualTo(attempt.startedAt());
        });
        assertThat(of(id).stream()
                        .filter(attempt -> attempt.task().name().value().equals("probe"))
                        .map(this::log))
                .singleElement()
                .asString()
                .contains("ffprobe ended with code 0", " done");
    }

    @Test
    void every_attempt_at_a_task_is_told() throws Exception {
        tools.failing(WorkKind.INDEX, BROKEN).failing(WorkKind.INDEX, BROKEN);
        JobId id = mill.submit();

        for (int round = 0; mill.job(id).status() != JobStatus.COMPLETED && round < 100; round++) {
            mill.runDry(mill.aWorker());
            mill.pass(Duration.ofSeconds(10));
        }

        assertThat(of(id).stream()
                        .filter(attempt -> attempt.task().name().value().equals("index")))
                .extracting(EndedAttempt::end)
                .containsExactly(AttemptEnd.RETRIED, AttemptEnd.RETRIED, AttemptEnd.DONE);
    }

    @Test
    void of_a_tool_that_talks_for_ever_the_end_is_kept() throws Exception {
        tools.next(WorkKind.PROBE, () -> {
            for (int line = 0; line < 10_000; line++) {
                ToolLog.say("complaint " + line + " " + "x".repeat(50));
            }
            ToolLog.say("y".repeat(AttemptStore.LONGEST_LOG * 2));
            ToolLog.say("the last word");
            throw new MediaFailed(BROKEN);
        });
        JobId id = mill.submit();
        mill.aWorker().workOnce();

        String log = log(of(id).getFirst());

        assertThat(log.length()).isLessThanOrEqualTo(AttemptStore.LONGEST_LOG);
        assertThat(log).startsWith("[…]\n").contains("the last word").doesNotContain("complaint 1 ");
    }

    @Test
    void what_could_not_be_written_while_the_persistence_was_away_is_written_later() throws Exception {
        JobId id = mill.submit();
        mill.runDry(mill.aWorker());
        outage.begin();
        mill.reconciler.sweep();
        outage.end();

        mill.reconciler.sweep();

        assertThat(of(id)).hasSameSizeAs(mill.tasks(id));
    }

    private List<EndedAttempt> of(JobId id) {
        return mill.persistence.attempts().of(TenantId.DEFAULT, id);
    }

    private String log(EndedAttempt attempt) {
        return mill.persistence
                .attempts()
                .log(TenantId.DEFAULT, attempt.task(), attempt.epoch())
                .orElseThrow();
    }
}
