package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.BlockedLoad;
import dev.millrace.application.client.ReadMeasures;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobReport;
import dev.millrace.domain.job.RenditionReport;
import dev.millrace.domain.job.RenditionStatus;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.SkippedRung;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.Blocked;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.domain.work.Workforce;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.JobDriver;
import dev.millrace.testkit.Samples;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is told of a job, on jobs that real stores hold.
class JobReportTest {
    private static final Failure FAILURE = new Failure(FailureCode.ENCODER_FAILED, "The encoder ended with an error.");

    private final AdjustableClock clock = new AdjustableClock();
    private final Persistence persistence = new MemoryPersistence(clock, new Random(1));
    private final JobDriver driver = new JobDriver(persistence, Duration.ofMinutes(2));
    private final Claimant worker = Samples.aWorker();

    @Test
    void nothing_is_said_of_renditions_before_the_source_was_probed() {
        Job job = driver.submit();

        JobReport report = report(job);

        assertThat(report.renditions()).isEmpty();
        assertThat(report.timeLeft()).isEmpty();
        assertThat(report.tasks().total()).isEqualTo(1);
        assertThat(report.attempts()).isZero();
    }

    @Test
    void renditions_wait_are_made_and_are_complete_when_their_own_tasks_are() {
        Job job = driver.submit();
        driver.succeed(driver.claim(worker));
        assertThat(statuses(job)).containsOnly(RenditionStatus.QUEUED);

        Claim index = driver.claimFirst(worker, Work.Index.class);
        assertThat(status(job, "audio")).isEqualTo(RenditionStatus.PROCESSING);
        driver.succeed(index);
        assertThat(status(job, "audio")).isEqualTo(RenditionStatus.COMPLETED);

        driver.claimFirst(worker, Work.EncodeChunk.class);
        assertThat(statuses(job)).contains(RenditionStatus.PROCESSING);
    }

    @Test
    void a_completed_job_has_completed_renditions_and_done_tasks() {
        Job job = driver.submit();
        driver.runToEnd(worker);

        JobReport report = report(job);

        assertThat(statuses(job)).isNotEmpty().containsOnly(RenditionStatus.COMPLETED);
        assertThat(report.tasks().done()).isEqualTo(report.tasks().total());
        assertThat(report.attempts()).isEqualTo(report.tasks().total());
        assertThat(report.timeLeft()).isEmpty();
    }

    @Test
    void a_canceled_job_keeps_what_was_complete_and_cancels_the_rest() {
        Job job = driver.submit();
        driver.succeed(driver.claimFirst(worker, Work.Index.class));
        driver.claimFirst(worker, Work.EncodeChunk.class);

        persistence.jobs().cancel(job.tenant(), job.id());

        assertThat(status(job, "audio")).isEqualTo(RenditionStatus.COMPLETED);
        assertThat(statuses(job)).contains(RenditionStatus.CANCELED).doesNotContain(RenditionStatus.PROCESSING);
    }

    @Test
    void a_rung_that_is_not_made_says_why() {
        Job job = Samples.aQueuedJob();
        Plan plan = new Plan(
                Optional.empty(), List.of(), List.of(new SkippedRung(new RenditionId("1080p"), "it is too large")));
        Job planned = new Job(
                job.id(),
                job.tenant(),
                job.purpose(),
                job.input(),
                Optional.empty(),
                job.profile(),
                job.priority(),
                job.paused(),
                job.state(),
                job.createdAt(),
                job.startedAt(),
                job.source(),
                Optional.of(plan),
                job.encoder(),
                job.progress(),
                job.version());

        JobReport report = JobReport.of(planned, List.of(), workforce(), clock.instant());

        assertThat(report.renditions())
                .containsExactly(new RenditionReport(
                        new RenditionId("1080p"),
                        RenditionStatus.SKIPPED,
                        Optional.empty(),
                        Optional.of("it is too large")));
    }

    @Test
    void the_time_that_is_left_follows_from_what_chunks_took_so_far() {
        Job job = oneChunkIn(Duration.ofSeconds(10));

        Duration left = report(job).timeLeft().orElseThrow();

        assertThat(left).isEqualTo(expected(job, Duration.ofSeconds(10)));
    }

    @Test
    void time_in_which_nobody_worked_does_not_count() {
        Job job = oneChunkIn(Duration.ofSeconds(10));
        Duration before = report(job).timeLeft().orElseThrow();

        clock.advance(Duration.ofHours(1));

        assertThat(report(job).timeLeft()).contains(before);
    }

    @Test
    void chunks_side_by_side_count_their_time_once() {
        Job job = driver.submit();
        driver.succeed(driver.claim(worker));
        driver.succeed(driver.claimFirst(worker, Work.Index.class));
        Claim one = driver.claimFirst(worker, Work.EncodeChunk.class);
        Claim other = driver.claimFirst(worker, Work.EncodeChunk.class);
        clock.advance(Duration.ofSeconds(20));
        driver.succeed(one);
        driver.succeed(other);

        assertThat(report(job).timeLeft()).contains(expected(job, Duration.ofSeconds(20)));
    }

    @Test
    void nothing_is_estimated_from_a_moment() {
        Job job = oneChunkIn(Duration.ofSeconds(1));

        assertThat(report(job).timeLeft()).isEmpty();
    }

    private Job oneChunkIn(Duration took) {
        Job job = driver.submit();
        driver.succeed(driver.claim(worker));
        Claim index = driver.claim(worker);
        Claim chunk = driver.claim(worker);
        clock.advance(took);
        driver.succeed(index);
        driver.succeed(chunk);
        return job;
    }

    /// All weight that is not done, at the speed at which the chunks that are done were encoded.
    private Duration expected(Job job, Duration busy) {
        List<Task> tasks = persistence.tasks().of(job.tenant(), job.id());
        double encoded = tasks.stream()
                .filter(task -> task.work() instanceof Work.EncodeChunk && task.state() instanceof TaskState.Done)
                .mapToLong(Task::weight)
                .sum();
        double left = tasks.stream()
                .filter(task -> !(task.state() instanceof TaskState.Done))
                .mapToLong(Task::weight)
                .sum();
        return Duration.ofMillis(Math.round(busy.toMillis() * (left / encoded)));
    }

    @Test
    void a_task_that_nobody_alive_can_take_is_told_with_the_reason_until_somebody_can() {
        Job job = driver.submit();
        assertThat(report(job).blocked()).map(Blocked::reason).contains(Blocked.Reason.NO_WORKER);

        driver.succeed(driver.claim(worker));
        alive(new Abilities(EnumSet.of(WorkKind.PROBE, WorkKind.PUBLISH), Samples.ENCODER));
        assertThat(report(job).blocked()).map(Blocked::reason).contains(Blocked.Reason.KIND_UNKNOWN);

        alive(new Abilities(EnumSet.allOf(WorkKind.class), Samples.ENCODER));
        assertThat(report(job).blocked()).isEmpty();
    }

    @Test
    void a_job_whose_build_of_the_encoders_is_gone_is_blocked_and_one_that_has_no_chunk_yet_is_not() {
        Job begun = driver.submit();
        driver.succeed(driver.claimFirst(worker, Work.EncodeChunk.class));
        Job fresh = driver.submit();
        alive(new Abilities(EnumSet.allOf(WorkKind.class), new EncoderFingerprint("another build")));

        assertThat(report(begun).blocked()).map(Blocked::reason).contains(Blocked.Reason.ENCODER_MISSING);
        assertThat(report(fresh).blocked()).isEmpty();
        assertThat(blocked())
                .singleElement()
                .satisfies(load -> assertThat(load.blocked().reason()).isEqualTo(Blocked.Reason.ENCODER_MISSING))
                .satisfies(load -> assertThat(load.ready()).isEqualTo(chunksReady(begun)));

        alive(new Abilities(EnumSet.allOf(WorkKind.class), Samples.ENCODER));
        assertThat(report(begun).blocked()).isEmpty();
        assertThat(blocked()).isEmpty();
    }

    @Test
    void a_job_that_is_paused_waits_to_be_tried_again_or_is_over_is_not_blocked() {
        Job paused = driver.submit();
        persistence.jobs().pause(paused.tenant(), paused.id());
        Job retried = driver.submit();
        persistence.tasks().settle(driver.claim(worker).lease(), new Settlement.Retried(FAILURE, Duration.ofHours(1)));
        Job over = driver.submit();
        persistence.jobs().cancel(over.tenant(), over.id());

        assertThat(List.of(report(paused), report(retried), report(over)))
                .extracting(JobReport::blocked)
                .containsOnly(Optional.empty());
        assertThat(blocked()).isEmpty();
    }

    private void alive(Abilities abilities) {
        WorkerCard card = Samples.aCard(Samples.aWorker().worker());
        persistence
                .workers()
                .beat(
                        new WorkerCard(
                                card.worker(),
                                card.host(),
                                card.version(),
                                card.slots(),
                                card.since(),
                                card.state(),
                                card.pace(),
                                Optional.of(abilities)),
                        List.of(),
                        JobDriver.LEASE);
    }

    private Workforce workforce() {
        return persistence.workers().workforce(JobDriver.LEASE);
    }

    private List<BlockedLoad> blocked() {
        return new ReadMeasures(new Measures(clock), persistence, JobDriver.LEASE, Duration.ofMinutes(10)).blocked();
    }

    private long chunksReady(Job job) {
        return persistence.tasks().of(job.tenant(), job.id()).stream()
                .filter(task -> task.work().kind() == WorkKind.ENCODE_CHUNK)
                .filter(task -> task.state() instanceof TaskState.Ready)
                .count();
    }

    private JobReport report(Job job) {
        return JobReport.of(
                driver.now(job), persistence.tasks().of(job.tenant(), job.id()), workforce(), clock.instant());
    }

    private List<RenditionStatus> statuses(Job job) {
        return report(job).renditions().stream().map(RenditionReport::status).toList();
    }

    private RenditionStatus status(Job job, String prefix) {
        return report(job).renditions().stream()
                .filter(rendition -> rendition.id().value().startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
