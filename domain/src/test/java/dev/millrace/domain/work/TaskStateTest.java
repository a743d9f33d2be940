package dev.millrace.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure FAILURE = new Failure(FailureCode.ENCODER_FAILED, "The encoder failed.");
    private static final Lease LEASE = new Lease(
            new TaskId(new JobId(new UUID(1, 1)), new TaskName("index")), new Epoch(3), new WorkerId(new UUID(2, 2)));

    @Test
    void a_task_waits_until_the_last_of_its_needs_is_met() {
        TaskState.Waiting waiting = new TaskState.Waiting(2).met();

        assertThat(waiting).isEqualTo(new TaskState.Waiting(1));
        assertThat(waiting.released(NOW)).isEqualTo(new TaskState.Ready(Tally.NONE, NOW));
        assertThatThrownBy(waiting::met).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_failed_attempt_counts_and_starts_interruptions_anew() {
        TaskState.Running running = running(new Tally(1, 2));

        assertThat(running.retried(NOW)).isEqualTo(new TaskState.Ready(new Tally(2, 0), NOW));
        assertThat(running.failed(FAILURE)).isEqualTo(new TaskState.Failed(new Tally(2, 0), FAILURE));
    }

    @Test
    void a_lost_lease_counts_as_an_interruption_and_costs_no_attempt() {
        TaskState.Running running = running(new Tally(1, 2));

        assertThat(running.interrupted(NOW)).isEqualTo(new TaskState.Ready(new Tally(1, 3), NOW));
        assertThat(running.keptDying(FAILURE)).isEqualTo(new TaskState.Failed(new Tally(1, 3), FAILURE));
    }

    @Test
    void a_task_that_is_handed_back_loses_nothing() {
        assertThat(running(new Tally(1, 2)).handedBack(NOW)).isEqualTo(new TaskState.Ready(new Tally(1, 2), NOW));
    }

    @Test
    void a_task_that_its_owner_tries_again_begins_with_a_clean_slate() {
        assertThat(new TaskState.Failed(new Tally(3, 0), FAILURE).reopened(NOW))
                .isEqualTo(new TaskState.Ready(Tally.NONE, NOW));
        assertThat(new TaskState.Canceled().parked(4)).isEqualTo(new TaskState.Waiting(4));
    }

    @Test
    void a_twin_goes_on_in_place_of_an_attempt_that_ended_in_vain() {
        Twin twin = new Twin(
                new Lease(LEASE.task(), new Epoch(4), new WorkerId(new UUID(3, 3))), NOW, NOW.plusSeconds(15), 0.25);
        TaskState.Running both = running(Tally.NONE).joined(twin);

        TaskState.Running renewed = both.twinRenewed(NOW.plusSeconds(20), 0.5);

        assertThat(renewed.lease()).isEqualTo(LEASE);
        assertThat(renewed.passedOn(new Tally(1, 0)))
                .isEqualTo(new TaskState.Running(
                        new Tally(1, 0), twin.lease(), NOW.plusSeconds(20), 0.5, Optional.empty()));
        assertThat(renewed.parted()).isEqualTo(running(Tally.NONE));
    }

    @Test
    void an_attempt_without_a_twin_can_not_pass_on() {
        TaskState.Running alone = running(Tally.NONE);

        assertThatThrownBy(() -> alone.passedOn(Tally.NONE)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> alone.twinRenewed(NOW, 0.5)).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void progress_is_a_share(double progress) {
        TaskState.Running running = running(Tally.NONE);

        assertThatThrownBy(() -> running.renewed(NOW, progress)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Twin(LEASE, NOW, NOW, progress)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_state_has_its_word() {
        assertThat(new TaskState.Waiting(1).word()).isEqualTo("waiting");
        assertThat(running(Tally.NONE).word()).isEqualTo("running");
        assertThat(new TaskState.Canceled().word()).isEqualTo("canceled");
    }

    private static TaskState.Running running(Tally tally) {
        return new TaskState.Ready(tally, NOW).claimed(LEASE, NOW.plusSeconds(15));
    }
}
