package dev.millrace.testkit;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Arrival;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskGraph;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ArrivalStore] promises, and what a [TaskStore] promises of tasks that need a part of their source.
public abstract class ArrivalStoreContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final Failure CANCELED = new Failure(FailureCode.UPLOAD_CANCELED, "The upload was canceled.");

    private final UploadId upload = new UploadId(Samples.aJobId().value());
    private PersistenceFixture fixture;
    private ArrivalStore arrivals;
    private TaskStore tasks;
    private JobDriver driver;

    /// For subclasses.
    protected ArrivalStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        arrivals = fixture.persistence().arrivals();
        tasks = fixture.persistence().tasks();
        driver = new JobDriver(fixture.persistence(), LENGTH);
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_job_remembers_how_its_source_comes_until_it_is_there() {
        Job job = submitted();
        assertThat(job.arrival()).contains(new Arrival(upload, 0));

        arrivals.arrived(TENANT, upload, 5);
        assertThat(driver.now(job).arrival()).contains(new Arrival(upload, 5));
        arrivals.arrived(TENANT, upload, 4);
        assertThat(driver.now(job).arrival()).contains(new Arrival(upload, 5));

        arrivals.whole(TENANT, upload);
        assertThat(driver.now(job).arrival()).isEmpty();
    }

    @Test
    void a_task_waits_for_its_part_of_the_source_and_is_rung_for() {
        submitted();
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
        assertThat(tasks.toRing(10)).isEmpty();

        arrivals.arrived(TENANT, upload, 1);

        assertThat(tasks.toRing(10)).hasSize(1);
        Claim claim = driver.claim(aWorker());
        assertThat(claim.work()).isEqualTo(new Work.Probe());
        assertThat(claim.job().arrival()).contains(new Arrival(upload, 1));
    }

    @Test
    void a_task_that_is_added_when_its_part_is_there_waits_for_nothing() {
        submitted();
        arrivals.arrived(TENANT, upload, 100);

        grow(driver.claim(aWorker()), 100, 101);

        Claim chunk = driver.claim(aWorker());
        assertThat(chunk.work()).isInstanceOf(Work.EncodeChunk.class);
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
        arrivals.arrived(TENANT, upload, 101);
        assertThat(driver.claim(aWorker()).work()).isInstanceOf(Work.EncodeChunk.class);
    }

    @Test
    void what_needs_the_whole_source_waits_for_more_than_all_its_bytes() {
        submitted();
        arrivals.arrived(TENANT, upload, 1);
        grow(driver.claim(aWorker()), Arrival.WHOLE, Arrival.WHOLE);

        arrivals.arrived(TENANT, upload, Arrival.WHOLE - 1);
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();

        arrivals.whole(TENANT, upload);
        assertThat(driver.claim(aWorker()).work()).isEqualTo(new Work.Index());
    }

    @Test
    void a_job_whose_source_became_whole_goes_to_its_end() {
        Job job = submitted();
        arrivals.arrived(TENANT, upload, 1);
        grow(driver.claim(aWorker()), 50, 100);
        arrivals.arrived(TENANT, upload, 50);
        driver.succeed(driver.claim(aWorker()));

        arrivals.whole(TENANT, upload);
        driver.runToEnd(aWorker());

        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_task_that_needs_both_another_and_a_part_waits_for_both() {
        Job job = submitted();
        arrivals.arrived(TENANT, upload, 1);
        Claim probe = driver.claim(aWorker());
        NewTask first = chunks(10, 10).getFirst();
        NewTask after = new NewTask(new TaskName("after"), new Work.Stills(), Set.of(first.name()), 20, 1, 10);
        grow(probe, List.of(first, after));
        assertThat(stateOf(job, "after")).isEqualTo(new TaskState.Waiting(2));

        arrivals.arrived(TENANT, upload, 10);
        assertThat(stateOf(job, "after")).isEqualTo(new TaskState.Waiting(1));

        driver.succeed(driver.claim(aWorker()));
        assertThat(stateOf(job, "after")).isInstanceOf(TaskState.Ready.class);
    }

    @Test
    void a_postponed_task_waits_for_its_part_and_nothing_is_counted() {
        Job job = submitted();
        arrivals.arrived(TENANT, upload, 1);
        Claim early = driver.claim(aWorker());

        assertThat(tasks.settle(early.lease(), new Settlement.Postponed(7))).isInstanceOf(Settled.Accepted.class);
        assertThat(tasks.settle(early.lease(), new Settlement.Postponed(7)))
                .isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(driver.now(job, early.lease().task()).state()).isEqualTo(new TaskState.Waiting(1));
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();

        arrivals.arrived(TENANT, upload, 7);
        Claim again = driver.claim(aWorker());
        assertThat(again.work()).isEqualTo(early.work());
        assertThat(again.tally()).isEqualTo(Tally.NONE);
        assertThat(again.lease().epoch().value()).isEqualTo(2);
    }

    @Test
    void a_task_is_postponed_for_nothing_when_its_part_came_meanwhile() {
        submitted();
        arrivals.arrived(TENANT, upload, 1);
        Claim one = driver.claim(aWorker());
        arrivals.arrived(TENANT, upload, 7);
        tasks.settle(one.lease(), new Settlement.Postponed(7));

        Claim two = driver.claim(aWorker());
        arrivals.whole(TENANT, upload);
        tasks.settle(two.lease(), new Settlement.Postponed(Arrival.WHOLE));

        assertThat(driver.claim(aWorker()).work()).isEqualTo(one.work());
    }

    @Test
    void a_source_that_will_never_be_there_fails_its_jobs() {
        Job waiting = submitted();
        arrivals.arrived(TENANT, upload, 1);
        Claim running = driver.claim(aWorker());
        Job queued = submitted();
        Job canceled = submitted();
        fixture.persistence().jobs().cancel(TENANT, canceled.id());

        List<Job> failed = arrivals.never(TENANT, upload, CANCELED);

        assertThat(failed).extracting(Job::id).containsExactlyInAnyOrder(waiting.id(), queued.id());
        for (Job job : List.of(waiting, queued)) {
            assertThat(driver.now(job).state()).isEqualTo(new JobState.Failed(failedAt(job), CANCELED));
            assertThat(tasks.of(TENANT, job.id())).extracting(Task::state).containsOnly(new TaskState.Canceled());
        }
        assertThat(driver.now(canceled).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(tasks.settle(running.lease(), driver.success(running))).isEqualTo(new Settled.Stale());
        assertThat(arrivals.never(TENANT, upload, CANCELED)).isEmpty();
    }

    @Test
    void a_job_that_is_tried_again_waits_for_its_part_as_before() {
        Job job = submitted();
        arrivals.arrived(TENANT, upload, 1);
        grow(driver.claim(aWorker()), 10, 100);
        fixture.persistence().jobs().cancel(TENANT, job.id());
        arrivals.arrived(TENANT, upload, 50);

        fixture.persistence().jobs().retry(TENANT, job.id());
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();

        arrivals.arrived(TENANT, upload, 50);
        assertThat(driver.claim(aWorker()).work()).isInstanceOf(Work.EncodeChunk.class);
        assertThat(tasks.claim(aWorker(), LEASE)).isEmpty();
    }

    @Test
    void a_job_that_is_over_learns_that_its_source_is_there() {
        Job job = submitted();
        fixture.persistence().jobs().cancel(TENANT, job.id());

        arrivals.whole(TENANT, upload);
        fixture.persistence().jobs().retry(TENANT, job.id());

        assertThat(driver.now(job).arrival()).isEmpty();
        assertThat(driver.claim(aWorker()).work()).isEqualTo(new Work.Probe());
    }

    @Test
    void uploads_of_unfinished_jobs_are_followed_by_one_at_a_time() {
        submitted();
        submitted();
        driver.submit();
        ArrivalStore.Followed followed = new ArrivalStore.Followed(TENANT, upload);

        assertThat(arrivals.follow(10, SECOND)).containsExactly(followed);
        assertThat(arrivals.follow(10, SECOND)).isEmpty();
        fixture.advance(SECOND);
        assertThat(arrivals.follow(10, SECOND)).containsExactly(followed);

        fixture.advance(SECOND);
        arrivals.never(TENANT, upload, CANCELED);
        assertThat(arrivals.follow(10, SECOND)).isEmpty();
    }

    @Test
    void tenants_know_nothing_of_each_others_uploads() {
        Job job = submitted();

        arrivals.arrived(OTHER, upload, 9);
        arrivals.whole(OTHER, upload);

        assertThat(arrivals.never(OTHER, upload, CANCELED)).isEmpty();
        assertThat(driver.now(job).arrival()).contains(new Arrival(upload, 0));
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.QUEUED);
    }

    private Job submitted() {
        Job job = aQueuedJob().arriving(upload);
        var _ = fixture.persistence().jobs().submit(job, TaskGraph.atSubmitWhileUploading(), Optional.empty());
        return driver.now(job);
    }

    /// Settles a probe; the job goes on with the index, and with chunks: the first needs so much of the source, and the
    /// others so much.
    private void grow(Claim probe, long first, long second) {
        grow(probe, chunks(first, second));
    }

    private void grow(Claim probe, List<NewTask> chunks) {
        List<NewTask> all = new ArrayList<>(TaskGraph.indexOnceWhole(Samples.aFilm(LENGTH), plan()));
        all.addAll(chunks);
        Settled settled = tasks.settle(
                probe.lease(),
                new Settlement.Succeeded(
                        new Product.Probed(Samples.aFilm(LENGTH)), Optional.of(new Settlement.Growth(plan(), all))));
        assertThat(settled).isInstanceOf(Settled.Accepted.class);
    }

    private static Plan plan() {
        return Samples.itsCompletePlan(
                Samples.aFilm(LENGTH), Samples.itsOpenedPlan(Samples.aFilm(LENGTH)), Samples.itsIndex(LENGTH));
    }

    private static List<NewTask> chunks(long first, long second) {
        List<NewTask> chunks =
                Samples.GRAPH.whileUploading(Samples.aFilm(LENGTH), Samples.itsIndex(LENGTH), plan()).stream()
                        .filter(task -> task.work() instanceof Work.EncodeChunk)
                        .toList();
        return chunks.stream()
                .map(chunk -> chunk.onceArrived(chunk.equals(chunks.getFirst()) ? first : second))
                .toList();
    }

    private TaskState stateOf(Job job, String name) {
        return tasks.of(TENANT, job.id()).stream()
                .filter(task -> task.id().name().value().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private Instant failedAt(Job job) {
        return driver.now(job).finishedAt().orElseThrow();
    }
}
