package dev.millrace.testkit;

import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static dev.millrace.testkit.Samples.firstTasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Change;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Submission;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [JobStore] promises.
public abstract class JobStoreContract {
    private static final Priority HIGH = new Priority(90);
    private static final TenantId OTHER = new TenantId("other");

    private PersistenceFixture fixture;
    private JobStore jobs;
    private JobDriver driver;

    /// For subclasses.
    protected JobStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        jobs = fixture.persistence().jobs();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_submitted_job_is_found_as_it_was_submitted() {
        Job job = aQueuedJob();

        Submission submission = jobs.submit(job, firstTasks(), Optional.empty());

        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        assertThat(jobs.find(job.tenant(), job.id())).contains(job);
    }

    @Test
    void the_same_job_submitted_twice_is_stored_once() {
        Job job = driver.submit();

        Submission again = jobs.submit(job, firstTasks(), Optional.empty());

        assertThat(again).isEqualTo(new Submission.SameAsBefore(job));
        assertThat(jobs.list(JobQuery.newest(job.tenant(), 10)).items()).hasSize(1);
    }

    @Test
    void an_idempotency_key_gives_the_first_job_again() {
        Idempotency once = new Idempotency("key", "content");
        Job first = aQueuedJob();
        jobs.submit(first, firstTasks(), Optional.of(once));

        Submission again = jobs.submit(aQueuedJob(), firstTasks(), Optional.of(once));

        assertThat(again).isEqualTo(new Submission.SameAsBefore(first));
    }

    @Test
    void an_idempotency_key_with_another_content_is_refused() {
        jobs.submit(aQueuedJob(), firstTasks(), Optional.of(new Idempotency("key", "content")));

        Submission other =
                jobs.submit(aQueuedJob(), firstTasks(), Optional.of(new Idempotency("key", "other content")));

        assertThat(other).isEqualTo(new Submission.KeyReused());
    }

    @Test
    void tenants_may_use_the_same_idempotency_key() {
        Idempotency once = new Idempotency("key", "content");
        jobs.submit(aQueuedJob(), firstTasks(), Optional.of(once));

        Submission other = jobs.submit(aQueuedJob(OTHER, Priority.NORMAL), firstTasks(), Optional.of(once));

        assertThat(other).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void a_tenant_that_has_enough_queued_jobs_gets_no_more_until_one_is_begun() {
        jobs.submit(aQueuedJob(OTHER, Priority.NORMAL), firstTasks(), Optional.empty(), 2);
        Submission first = jobs.submit(aQueuedJob(), firstTasks(), Optional.empty(), 2);
        Submission second = jobs.submit(aQueuedJob(), firstTasks(), Optional.empty(), 2);

        Job refused = aQueuedJob();
        Submission third = jobs.submit(refused, firstTasks(), Optional.empty(), 2);

        assertThat(List.of(first, second)).allMatch(Submission.Accepted.class::isInstance);
        assertThat(third).isEqualTo(new Submission.QueueFull());
        assertThat(jobs.find(refused.tenant(), refused.id())).isEmpty();
        jobs.cancel(
                refused.tenant(),
                jobs.list(JobQuery.newest(refused.tenant(), 1))
                        .items()
                        .getFirst()
                        .id());
        assertThat(jobs.submit(refused, firstTasks(), Optional.empty(), 2)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void a_repeated_request_gets_its_job_though_there_are_enough() {
        Idempotency once = new Idempotency("key", "content");
        Job first = aQueuedJob();
        jobs.submit(first, firstTasks(), Optional.of(once), 1);

        Submission again = jobs.submit(aQueuedJob(), firstTasks(), Optional.of(once), 1);
        Submission sameId = jobs.submit(first, firstTasks(), Optional.empty(), 1);

        assertThat(again).isInstanceOf(Submission.SameAsBefore.class);
        assertThat(sameId).isInstanceOf(Submission.SameAsBefore.class);
        assertThat(jobs.submit(aQueuedJob(), firstTasks(), Optional.of(new Idempotency("key", "other")), 1))
                .isEqualTo(new Submission.KeyReused());
    }

    @Test
    void a_job_of_another_tenant_is_unknown() {
        Job job = driver.submit();

        assertThat(jobs.find(OTHER, job.id())).isEmpty();
        assertThat(jobs.history(OTHER, job.id(), 0)).isEmpty();
        assertThat(jobs.cancel(OTHER, job.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.retry(OTHER, job.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.delete(OTHER, job.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.pause(OTHER, job.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.resume(OTHER, job.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.prioritize(OTHER, job.id(), HIGH)).isEqualTo(new Change.Unknown());
        assertThat(jobs.list(JobQuery.newest(OTHER, 10)).items()).isEmpty();
        assertThat(fixture.persistence().tasks().of(OTHER, job.id())).isEmpty();
        assertThat(driver.now(job)).isEqualTo(job);
    }

    @Test
    void jobs_are_listed_newest_first_page_by_page_without_gap_or_repetition() {
        List<JobId> submitted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            submitted.addFirst(driver.submit().id());
        }
        driver.submit(aQueuedJob(OTHER, Priority.NORMAL));

        List<JobId> listed = new ArrayList<>();
        JobQuery query = JobQuery.newest(TenantId.DEFAULT, 3);
        Page<Job> page = jobs.list(query);
        page.items().forEach(job -> listed.add(job.id()));
        while (page.next().isPresent()) {
            page = jobs.list(query.from(page.next().get()));
            page.items().forEach(job -> listed.add(job.id()));
        }

        assertThat(listed).isEqualTo(submitted);
    }

    @Test
    void a_page_that_ends_exactly_at_the_last_job_has_no_next() {
        driver.submit();
        driver.submit();

        Page<Job> page = jobs.list(JobQuery.newest(TenantId.DEFAULT, 2));

        assertThat(page.items()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void jobs_are_listed_by_status() {
        Job canceled = driver.submit();
        driver.submit();
        jobs.cancel(canceled.tenant(), canceled.id());

        Page<Job> page =
                jobs.list(new JobQuery(TenantId.DEFAULT, Optional.of(JobStatus.CANCELED), 10, Optional.empty()));

        assertThat(page.items()).extracting(Job::id).containsExactly(canceled.id());
    }

    @Test
    void a_job_taken_through_all_its_tasks_is_completed_with_its_outputs() {
        Job job = driver.submit();

        driver.runToEnd(aWorker());

        Job done = driver.now(job);
        assertThat(done.state())
                .isInstanceOfSatisfying(
                        JobState.Completed.class,
                        completed -> assertThat(completed.outputs()).hasSize(1));
        assertThat(done.progress()).hasValue(1);
        assertThat(done.startedAt()).isPresent();
        assertThat(done.source()).contains(Samples.aFilm());
        assertThat(done.plan().orElseThrow().complete()).isTrue();
        assertThat(done.encoder()).contains(Samples.ENCODER);
    }

    @Test
    void progress_is_unknown_until_the_plan_is_complete_and_then_only_grows() {
        Job job = driver.submit();
        Claim claim = driver.claim(aWorker());
        assertThat(driver.now(job).progress()).isEmpty();
        driver.succeed(claim);
        assertThat(driver.now(job).progress()).isEmpty();

        double before = 0;
        driver.succeed(driver.claimFirst(aWorker(), Work.Index.class));
        while (driver.now(job).status() == JobStatus.PROCESSING) {
            double progress = driver.now(job).progress().orElseThrow();
            assertThat(progress).isBetween(before, 1.0);
            before = progress;
            driver.succeed(driver.claim(aWorker()));
        }

        assertThat(before).isGreaterThan(0.9);
    }

    @Test
    void events_are_numbered_without_a_gap_and_the_version_is_the_latest_number() {
        Job job = driver.submit();
        driver.runToEnd(aWorker());

        List<JobEvent> events = jobs.history(job.tenant(), job.id(), 0);

        assertThat(events)
                .extracting(JobEvent::number)
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.getFirst().type()).isEqualTo(JobEvent.Type.QUEUED);
        assertThat(events.get(1).type()).isEqualTo(JobEvent.Type.STARTED);
        assertThat(events.getLast().type()).isEqualTo(JobEvent.Type.COMPLETED);
        assertThat(driver.now(job).version()).isEqualTo(events.getLast().number());
        assertThat(jobs.history(job.tenant(), job.id(), 2)).isEqualTo(events.subList(2, events.size()));
    }

    @Test
    void canceling_voids_every_lease_at_once() {
        Job job = driver.submit();
        Claim running = driver.claim(aWorker());

        Change change = jobs.cancel(job.tenant(), job.id());

        assertThat(change).isInstanceOf(Change.Changed.class);
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(driver.succeed(running)).isEqualTo(new Settled.Stale());
        assertThat(fixture.persistence().tasks().claim(aWorker(), JobDriver.LEASE))
                .isEmpty();
        assertThat(driver.now(job, running.lease().task()).state()).isInstanceOf(TaskState.Canceled.class);
    }

    @Test
    void a_job_that_is_over_refuses_to_be_canceled() {
        Job job = driver.submit();
        driver.runToEnd(aWorker());

        Change change = jobs.cancel(job.tenant(), job.id());

        assertThat(change).isEqualTo(new Change.Refused(driver.now(job)));
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void retrying_redoes_only_what_is_not_done() {
        Job job = driver.submit();
        Claim remux = driver.claimFirst(aWorker(), Work.Remux.class);
        fixture.persistence().tasks().settle(remux.lease(), new Settlement.GaveUp(aFailure()));
        long doneBefore = countDone(job);

        Change change = jobs.retry(job.tenant(), job.id());

        assertThat(change).isInstanceOf(Change.Changed.class);
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(countDone(job)).isEqualTo(doneBefore);
        driver.runToEnd(aWorker());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_canceled_job_can_be_retried_from_wherever_it_was() {
        Job job = driver.submit();
        driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        jobs.cancel(job.tenant(), job.id());

        jobs.retry(job.tenant(), job.id());
        driver.runToEnd(aWorker());

        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_that_is_not_over_refuses_to_be_retried_or_deleted() {
        Job job = driver.submit();

        assertThat(jobs.retry(job.tenant(), job.id())).isInstanceOf(Change.Refused.class);
        assertThat(jobs.delete(job.tenant(), job.id())).isInstanceOf(Change.Refused.class);
        assertThat(driver.now(job)).isEqualTo(job);
    }

    @Test
    void what_runs_of_a_paused_job_runs_out_and_nothing_more_is_claimed() {
        Job job = driver.submit();
        Claim running = driver.claimFirst(aWorker(), Work.EncodeChunk.class);

        Change change = jobs.pause(job.tenant(), job.id());
        Settled settled = driver.succeed(running);

        assertThat(change).isInstanceOf(Change.Changed.class);
        assertThat(driver.now(job).paused()).isTrue();
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(settled).isInstanceOf(Settled.Accepted.class);
        assertThat(tasks().claim(aWorker(), JobDriver.LEASE)).isEmpty();
        assertThat(tasks().queue()).allMatch(load -> load.ready() == 0);
    }

    @Test
    void a_paused_job_keeps_nobody_from_other_jobs_and_goes_on_when_it_is_resumed() {
        Job paused = driver.submit();
        jobs.pause(paused.tenant(), paused.id());
        tasks().rung(tasks().toRing(10));
        Job other = driver.submit();
        driver.runToEnd(aWorker());

        Change change = jobs.resume(paused.tenant(), paused.id());

        assertThat(driver.now(other).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(change).isEqualTo(new Change.Changed(driver.now(paused)));
        assertThat(driver.now(paused).paused()).isFalse();
        assertThat(tasks().toRing(10)).hasSize(1);
        driver.runToEnd(aWorker());
        assertThat(driver.now(paused).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void what_is_handed_back_or_lost_while_its_job_is_paused_waits_too() {
        Job job = driver.submit();
        Claim handedBack = driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        Claim lost = driver.claimFirst(aWorker(), Work.EncodeChunk.class);
        jobs.pause(job.tenant(), job.id());

        tasks().settle(handedBack.lease(), new Settlement.HandedBack());
        tasks().forsake(lost.lease().worker(), RetryPolicy.STANDARD);

        assertThat(tasks().claim(aWorker(), JobDriver.LEASE)).isEmpty();
        jobs.resume(job.tenant(), job.id());
        driver.runToEnd(aWorker());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void pausing_and_resuming_twice_is_pausing_and_resuming_once() {
        Job job = driver.submit();

        jobs.resume(job.tenant(), job.id());
        jobs.pause(job.tenant(), job.id());
        jobs.pause(job.tenant(), job.id());
        jobs.resume(job.tenant(), job.id());
        Change again = jobs.resume(job.tenant(), job.id());

        assertThat(again).isEqualTo(new Change.Changed(driver.now(job)));
        assertThat(jobs.history(job.tenant(), job.id(), 0))
                .extracting(JobEvent::type)
                .containsExactly(JobEvent.Type.QUEUED, JobEvent.Type.PAUSED, JobEvent.Type.RESUMED);
    }

    @Test
    void a_job_that_ends_is_paused_no_more_and_can_not_be_paused() {
        Job job = driver.submit();
        jobs.pause(job.tenant(), job.id());
        jobs.cancel(job.tenant(), job.id());

        Job over = driver.now(job);

        assertThat(over.paused()).isFalse();
        assertThat(jobs.pause(job.tenant(), job.id())).isEqualTo(new Change.Refused(over));
        assertThat(jobs.resume(job.tenant(), job.id())).isEqualTo(new Change.Refused(over));
        jobs.retry(job.tenant(), job.id());
        assertThat(driver.now(job).paused()).isFalse();
        driver.runToEnd(aWorker());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_queued_job_that_becomes_more_urgent_overtakes_the_others() {
        driver.submit();
        Job urgent = driver.submit();
        tasks().rung(tasks().toRing(10));

        Change change = jobs.prioritize(urgent.tenant(), urgent.id(), HIGH);

        assertThat(change).isEqualTo(new Change.Changed(driver.now(urgent)));
        assertThat(driver.now(urgent).priority()).isEqualTo(HIGH);
        assertThat(tasks().toRing(10))
                .singleElement()
                .satisfies(ring -> assertThat(ring.priorityClass()).isEqualTo(PriorityClass.HIGH));
        assertThat(driver.claim(aWorker()).job().id()).isEqualTo(urgent.id());
    }

    @Test
    void only_a_queued_job_changes_its_priority() {
        Job job = driver.submit();
        driver.claim(aWorker());

        Change change = jobs.prioritize(job.tenant(), job.id(), HIGH);

        assertThat(change).isEqualTo(new Change.Refused(driver.now(job)));
        assertThat(driver.now(job).priority()).isEqualTo(job.priority());
    }

    private TaskStore tasks() {
        return fixture.persistence().tasks();
    }

    @Test
    void a_deleted_job_is_unknown_and_leaves_its_objects_to_be_collected() {
        Job job = driver.submit();
        jobs.cancel(job.tenant(), job.id());

        Change change = jobs.delete(job.tenant(), job.id());

        assertThat(change).isInstanceOf(Change.Changed.class);
        assertThat(jobs.find(job.tenant(), job.id())).isEmpty();
        assertThat(jobs.history(job.tenant(), job.id(), 0)).isEmpty();
        assertThat(fixture.persistence().tasks().garbage(10, Duration.ZERO))
                .singleElement()
                .satisfies(garbage ->
                        assertThat(garbage.prefix().value()).contains(job.id().toString()));
    }

    private long countDone(Job job) {
        return fixture.persistence().tasks().of(job.tenant(), job.id()).stream()
                .filter(task -> task.state() instanceof TaskState.Done)
                .count();
    }

    private static Failure aFailure() {
        return new Failure(FailureCode.ENCODER_FAILED, "The encoder ended with an error.");
    }

    @Test
    void an_inspection_is_completed_by_its_probe_and_is_no_job_for_clients() {
        Job inspection = anInspection(Instant.parse("2026-01-01T00:00:00Z"));
        jobs.submit(inspection, firstTasks(), Optional.empty());

        Claim claim = driver.claim(aWorker());
        Settlement.Succeeded probed = (Settlement.Succeeded) driver.success(claim);
        Settlement.Growth planned =
                new Settlement.Growth(probed.growth().orElseThrow().plan(), List.of());
        fixture.persistence()
                .tasks()
                .settle(claim.lease(), new Settlement.Succeeded(probed.product(), Optional.of(planned)));

        Job seen = jobs.inspection(inspection.tenant(), inspection.id()).orElseThrow();
        assertThat(seen.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(seen.source()).isPresent();
        assertThat(seen.plan()).isPresent();
        assertThat(jobs.inspection(OTHER, inspection.id())).isEmpty();
        assertThat(jobs.find(inspection.tenant(), inspection.id())).isEmpty();
        assertThat(jobs.list(JobQuery.newest(inspection.tenant(), 10)).items()).isEmpty();
        assertThat(jobs.cancel(inspection.tenant(), inspection.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.retry(inspection.tenant(), inspection.id())).isEqualTo(new Change.Unknown());
        assertThat(jobs.delete(inspection.tenant(), inspection.id())).isEqualTo(new Change.Unknown());
    }

    @Test
    void a_job_is_no_inspection() {
        Job job = driver.submit();

        assertThat(jobs.inspection(job.tenant(), job.id())).isEmpty();
    }

    @Test
    void old_inspections_are_forgotten_and_jobs_are_not() {
        Job old = anInspection(Instant.parse("2026-01-01T00:00:00Z"));
        Job young = anInspection(Instant.parse("2026-01-01T02:00:00Z"));
        jobs.submit(old, firstTasks(), Optional.empty());
        jobs.submit(young, firstTasks(), Optional.empty());
        Job job = driver.submit();

        int forgotten = jobs.forgetInspections(Instant.parse("2026-01-01T01:00:00Z"), 10);

        assertThat(forgotten).isEqualTo(1);
        assertThat(jobs.inspection(old.tenant(), old.id())).isEmpty();
        assertThat(jobs.inspection(young.tenant(), young.id())).isPresent();
        assertThat(jobs.find(job.tenant(), job.id())).isPresent();
    }

    private static Job anInspection(Instant at) {
        Job job = aQueuedJob();
        return Job.inspection(job.id(), job.tenant(), job.input(), job.profile(), at);
    }
}
