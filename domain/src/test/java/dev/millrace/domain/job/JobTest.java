package dev.millrace.domain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId ID = JobId.of("01900000-0000-7000-8000-000000000000");

    @Test
    void a_job_is_queued_when_it_is_submitted() {
        Job job = Job.queued(
                ID, TenantId.DEFAULT, new ObjectKey("uploads/film.mp4"), BuiltInProfiles.WEB, Priority.NORMAL, NOW);

        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.finishedAt()).isEmpty();
        assertThat(job.progress()).isEmpty();
    }

    @Test
    void phases_never_go_back() {
        JobState.Processing encoding = new JobState.Queued().started(Phase.ENCODING);

        assertThat(encoding.reached(Phase.INDEXING)).isEqualTo(encoding);
        assertThat(encoding.reached(Phase.PUBLISHING)).isEqualTo(new JobState.Processing(Phase.PUBLISHING));
    }

    @Test
    void the_states_of_a_job_have_five_words_of_which_three_are_final() {
        List<JobState> states = List.of(
                new JobState.Queued(),
                new JobState.Processing(Phase.PROBING),
                new JobState.Completed(NOW, List.of()),
                new JobState.Failed(NOW, new Failure(FailureCode.DISK_FULL, "The disk is full.")),
                new JobState.Canceled(NOW));

        assertThat(states)
                .extracting(state -> state.status().word())
                .containsExactly("queued", "processing", "completed", "failed", "canceled");
        assertThat(states)
                .extracting(state -> state.status().terminal())
                .containsExactly(false, false, true, true, true);
        assertThat(states)
                .extracting(state -> JobStatus.ofWord(state.status().word()).orElseThrow())
                .containsExactly(JobStatus.values());
        assertThat(JobStatus.ofWord("QUEUED")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, LOW", "33, LOW", "34, NORMAL", "50, NORMAL", "66, NORMAL", "67, HIGH", "100, HIGH"})
    void a_priority_belongs_to_one_of_three_classes(int priority, PriorityClass expected) {
        assertThat(new Priority(priority).priorityClass()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void a_priority_is_0_to_100(int priority) {
        assertThatThrownBy(() -> new Priority(priority)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_attempt_writes_to_a_place_of_its_own_below_its_job() {
        TaskId task = new TaskId(ID, new TaskName("chunk-0003"));

        assertThat(StorageLayout.attempt(TenantId.DEFAULT, task, new Epoch(2)))
                .hasToString("t/default/jobs/" + ID + "/chunk-0003/e2/");
        assertThat(StorageLayout.job(TenantId.DEFAULT, ID)
                        .covers(StorageLayout.attempt(TenantId.DEFAULT, task, new Epoch(2))
                                .key("1080p/init.mp4")))
                .isTrue();
    }

    @Test
    void later_ids_sort_behind_earlier_ones_as_in_the_database() {
        JobId early = new JobId(new UUID(0x7fff_ffff_ffff_ffffL, 0));
        JobId late = new JobId(new UUID(0x8000_0000_0000_0000L, 0));

        assertThat(Arrays.asList(early, late)).isSorted();
        assertThat(new JobId(new UUID(1, 0x8000_0000_0000_0000L))).isGreaterThan(new JobId(new UUID(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-1-1-1-1", "01900000-0000-7000-8000-0000000000000"})
    void a_job_id_has_one_form(String text) {
        assertThatThrownBy(() -> JobId.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
