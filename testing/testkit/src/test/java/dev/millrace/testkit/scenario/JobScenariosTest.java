package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.worker.Worker;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs as their owners see them.
class JobScenariosTest {
    private static final Failure ENCODER_FAILED =
            new Failure(FailureCode.ENCODER_FAILED, "The encoder ended with an error.");
    private static final Failure NO_STREAMS =
            new Failure(FailureCode.SOURCE_NO_STREAMS, "It holds no picture and no sound.");

    @TempDir
    Path scratch;

    private ScriptedTools tools;
    private Mill mill;

    @BeforeEach
    void start() {
        tools = new ScriptedTools(Duration.ofSeconds(10));
        mill = new Mill(tools, scratch);
    }

    @Test
    void a_source_that_is_replaced_under_way_fails_the_job() throws Exception {
        JobId id = mill.submit();
        Worker worker = mill.aWorker();
        worker.workOnce();

        mill.media.put(new ObjectKey("film.mp4"), new byte[] {2});
        mill.runDry(worker);

        assertThat(mill.job(id).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.SOURCE_CHANGED));
    }

    @Test
    void a_submitted_job_is_completed_with_everything_its_profile_asks_for() throws Exception {
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());

        Job done = mill.job(id);
        assertThat(done.state())
                .isInstanceOfSatisfying(
                        JobState.Completed.class,
                        completed -> assertThat(completed.outputs())
                                .extracting(Output::kind)
                                .containsExactly(
                                        OutputKind.HLS_MASTER,
                                        OutputKind.HLS_MEDIA,
                                        OutputKind.HLS_MEDIA,
                                        OutputKind.HLS_MEDIA,
                                        OutputKind.MP4,
                                        OutputKind.MP4,
                                        OutputKind.POSTER));
        assertThat(mill.media.keys())
                .containsAll(((JobState.Completed) done.state())
                        .outputs().stream().map(output -> output.file().key()).toList());
        assertThat(scratch.resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void every_playlist_names_only_objects_that_are_there() throws Exception {
        mill.submit();

        mill.runDry(mill.aWorker());

        Set<String> stored = mill.media.keys().stream().map(ObjectKey::value).collect(Collectors.toSet());
        assertThat(Playlists.linked(mill.media, ".m3u8")).isNotEmpty().isSubsetOf(stored);
    }

    @Test
    void hls_and_dash_name_the_same_segments() throws Exception {
        Profile test = BuiltInProfiles.TEST;
        mill.submit(NewJob.of("film.mp4")
                .profile(new Profile(
                        test.name(),
                        test.cadence(),
                        test.video(),
                        test.audio(),
                        List.of(new Delivery.Hls(), new Delivery.Dash()),
                        test.extras())));

        mill.runDry(mill.aWorker());

        Set<String> playlists = Playlists.linked(mill.media, ".m3u8");
        playlists.removeIf(name -> name.endsWith(".m3u8"));
        assertThat(Playlists.linked(mill.media, ".mpd")).isNotEmpty().isEqualTo(playlists);
    }

    @Test
    void a_job_for_an_object_that_is_not_there_is_refused_at_once() {
        assertRefused(NewJob.of("nothing.mp4"), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("../film.mp4"), FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void a_job_with_an_unknown_profile_is_refused_at_once() {
        assertRefused(NewJob.of("film.mp4").profile("nonsense"), FailureCode.PROFILE_UNKNOWN);
        assertRefused(NewJob.of("film.mp4").profile("Not A Name"), FailureCode.PROFILE_UNKNOWN);
    }

    @Test
    void a_request_repeated_with_its_key_gives_the_same_job() {
        NewJob request = NewJob.of("film.mp4").profile("test").once(new Idempotency("k", "same"));
        SubmitJob.Answer first = mill.submit(request);

        SubmitJob.Answer second = mill.submit(request);

        Job accepted = ((SubmitJob.Answer.Accepted) first).job();
        assertThat(second).isEqualTo(new SubmitJob.Answer.SameAsBefore(accepted));
    }

    @Test
    void a_source_that_can_not_be_used_fails_the_job_at_once_with_its_sentence() throws Exception {
        tools.failing(WorkKind.PROBE, NO_STREAMS);
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).state()).isEqualTo(new JobState.Failed(mill.clock.instant(), NO_STREAMS));
        assertThat(tools.calls()).containsExactly(WorkKind.PROBE);
    }

    @Test
    void a_source_whose_clock_jumps_is_copied_onto_a_steady_one_and_read_from_there() throws Exception {
        tools.jumping();
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(mill.media.keys())
                .filteredOn(key -> key.fileName().equals("source.mkv"))
                .hasSize(1);
        assertThat(tools.calls().subList(0, 4))
                .containsExactly(WorkKind.PROBE, WorkKind.INDEX, WorkKind.PROBE, WorkKind.INDEX);
    }

    @Test
    void a_track_without_content_leaves_the_plan() throws Exception {
        tools.silent();
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(mill.job(id).plan().orElseThrow().sound()).isEmpty();
        assertThat(mill.media.keys()).noneMatch(key -> key.value().contains("audio-1"));
    }

    @Test
    void a_fault_that_passes_is_tried_again_after_a_while() throws Exception {
        tools.failing(WorkKind.INDEX, ENCODER_FAILED).failing(WorkKind.INDEX, ENCODER_FAILED);
        JobId id = mill.submit();

        mill.runDry(mill.aWorker());
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.PROCESSING);
        mill.pass(Duration.ofSeconds(2));
        mill.runDry(mill.aWorker());
        mill.pass(Duration.ofSeconds(4));
        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(Collections.frequency(tools.calls(), WorkKind.INDEX)).isEqualTo(3);
    }

    @Test
    void a_fault_that_stays_fails_the_job_after_three_attempts() throws Exception {
        for (int i = 0; i < 3; i++) {
            tools.failing(WorkKind.INDEX, ENCODER_FAILED);
        }
        JobId id = mill.submit();

        for (int i = 0; i < 3; i++) {
            mill.runDry(mill.aWorker());
            mill.pass(Duration.ofMinutes(1));
        }

        assertThat(mill.job(id).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(ENCODER_FAILED));
        assertThat(Collections.frequency(tools.calls(), WorkKind.INDEX)).isEqualTo(3);
    }

    @Test
    void retrying_a_failed_job_redoes_only_what_is_missing() throws Exception {
        for (int i = 0; i < 3; i++) {
            tools.failing(WorkKind.STILLS, ENCODER_FAILED);
        }
        JobId id = mill.submit();
        for (int i = 0; i < 3; i++) {
            mill.runDry(mill.aWorker());
            mill.pass(Duration.ofMinutes(1));
        }
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.FAILED);
        int before = tools.calls().size();

        mill.retry(id);
        mill.runDry(mill.aWorker());

        assertThat(mill.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(tools.calls().subList(before, tools.calls().size())).containsExactly(WorkKind.STILLS);
    }

    @Test
    void canceling_stops_the_worker_that_is_on_it() throws Exception {
        Hold hold = new Hold();
        tools.next(WorkKind.ENCODE_CHUNK, hold);
        JobId id = mill.submit();
        Thread worker = working();
        hold.awaitReached();

        mill.cancel(id);

        hold.awaitInterrupted();
        worker.join();
        assertThat(mill.job(id).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(mill.tasks(id))
                .allMatch(task -> task.state() instanceof TaskState.Done || task.state() instanceof TaskState.Canceled);
        assertThat(scratch.resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void a_canceled_job_leaves_nothing_but_what_was_done_once_it_is_swept() throws Exception {
        Hold hold = new Hold();
        tools.next(WorkKind.REMUX, hold);
        JobId id = mill.submit();
        Thread worker = working();
        hold.awaitReached();
        mill.cancel(id);
        worker.join();

        mill.delete(id);
        mill.pass(Duration.ofMinutes(2));

        assertThat(mill.media.keys()).containsExactly(new ObjectKey("film.mp4"));
        assertThat(mill.persistence.tasks().garbage(10, Duration.ZERO)).isEmpty();
    }

    private Thread working() {
        return Thread.ofVirtual().start(() -> {
            try {
                mill.runDry(mill.aWorker());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void assertRefused(NewJob job, FailureCode code) {
        assertThat(mill.submit(job))
                .isInstanceOfSatisfying(
                        SubmitJob.Answer.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(code));
        assertThat(List.copyOf(mill.persistence.tasks().toRing(10))).isEmpty();
    }
}
