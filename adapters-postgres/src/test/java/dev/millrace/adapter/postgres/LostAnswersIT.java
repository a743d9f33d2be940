package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aQueuedJob;
import static dev.millrace.testkit.Samples.aWorker;
import static dev.millrace.testkit.Samples.firstTasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.Change;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import dev.millrace.testing.servers.Fault;
import dev.millrace.testing.servers.FlakyProxy;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A network that fails between the database's commit and its answer, which nobody can tell from a commit that never
/// was. Calling again has to be right in both cases.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LostAnswersIT {
    private PostgresFixture fixture;
    private FlakyProxy network;
    private Persistence cutOff;
    private JobDriver driver;

    @BeforeEach
    void open() {
        fixture = new PostgresFixture();
        network = FlakyProxy.to(fixture.database().port());
        cutOff = fixture.anotherProcess(fixture.database().through(network));
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        fixture.close();
        network.close();
    }

    @Test
    void a_settlement_whose_answer_was_lost_counts_once() {
        Job job = driver.submit();
        Claim probe = driver.claim(aWorker());
        Fault fault = loseAnswerToCommit();

        assertUnavailable(() -> cutOff.tasks().settle(probe.lease(), driver.success(probe)));
        assertThat(fault.hasHappened()).isTrue();
        Job after = driver.now(job);

        assertThat(cutOff.tasks().settle(probe.lease(), driver.success(probe)))
                .isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(driver.now(job)).isEqualTo(after);
    }

    @Test
    void the_end_of_a_job_whose_answer_was_lost_counts_once() {
        Job job = driver.submit();
        Claim publish = driver.claimFirst(aWorker(), Work.Publish.class);
        loseAnswerToCommit();

        assertUnavailable(() -> cutOff.tasks().settle(publish.lease(), driver.success(publish)));

        assertThat(cutOff.tasks().settle(publish.lease(), driver.success(publish)))
                .isEqualTo(new Settled.AlreadyByThisEpoch());
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_settlement_cut_off_before_its_commit_counts_when_it_is_sent_again() {
        driver.submit();
        Claim probe = driver.claim(aWorker());
        network.cutBefore(LostAnswersIT::isCommit);

        assertUnavailable(() -> cutOff.tasks().settle(probe.lease(), driver.success(probe)));

        assertThat(cutOff.tasks().settle(probe.lease(), driver.success(probe))).isInstanceOf(Settled.Accepted.class);
    }

    @Test
    void a_task_handed_back_with_a_lost_answer_is_handed_back_once_even_if_it_was_claimed_meanwhile() {
        driver.submit();
        Claim first = driver.claim(aWorker());
        loseAnswerToCommit();
        assertUnavailable(() -> cutOff.tasks().settle(first.lease(), new Settlement.HandedBack()));
        Claim second = driver.claim(aWorker());

        assertThat(cutOff.tasks().settle(first.lease(), new Settlement.HandedBack()))
                .isEqualTo(new Settled.AlreadyByThisEpoch());

        assertThat(driver.succeed(second)).isInstanceOf(Settled.Accepted.class);
    }

    @Test
    void a_job_whose_answer_was_lost_is_submitted_once() {
        Job job = aQueuedJob();
        loseAnswerToCommit();

        assertUnavailable(() -> cutOff.jobs().submit(job, firstTasks(), Optional.empty()));

        assertThat(cutOff.jobs().submit(job, firstTasks(), Optional.empty()))
                .isEqualTo(new Submission.SameAsBefore(job));
    }

    @Test
    void a_cancel_whose_answer_was_lost_has_canceled() {
        Job job = driver.submit();
        loseAnswerToCommit();

        assertUnavailable(() -> cutOff.jobs().cancel(job.tenant(), job.id()));

        assertThat(cutOff.jobs().cancel(job.tenant(), job.id())).isEqualTo(new Change.Refused(driver.now(job)));
        assertThat(driver.now(job).status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void a_claim_whose_answer_was_lost_is_offered_again_when_its_lease_ran_out() {
        Job job = driver.submit();
        loseAnswerToCommit();

        assertUnavailable(() -> cutOff.tasks().claim(aWorker(), LEASE));

        assertThat(fixture.persistence().tasks().claim(aWorker(), LEASE)).isEmpty();
        fixture.advance(LEASE.plusSeconds(1));
        assertThat(fixture.persistence()
                        .tasks()
                        .expire(10, LEASE, RetryPolicy.STANDARD)
                        .leases())
                .isEqualTo(1);
        assertThat(driver.claim(aWorker()).job().id()).isEqualTo(job.id());
    }

    @Test
    void a_heartbeat_that_gets_no_answer_is_no_lost_lease() {
        driver.submit();
        Claim claim = driver.claim(aWorker());
        JobDriver behindIt = new JobDriver(cutOff, Duration.ofSeconds(10));
        network.refuse();

        assertUnavailable(() -> behindIt.renew(0.5, claim));
        network.heal();

        assertThat(behindIt.renew(0.5, claim)).containsExactly(claim.lease());
    }

    @Test
    void a_zombie_that_comes_back_can_not_touch_what_the_next_worker_did() {
        Job job = driver.submit();
        Claim zombie = driver.claim(aWorker());
        fixture.advance(LEASE.plusSeconds(1));
        fixture.persistence().tasks().expire(10, LEASE, RetryPolicy.STANDARD);
        Claim owner = driver.claim(aWorker());
        driver.succeed(owner);
        TaskState won = driver.now(job, owner.lease().task()).state();

        assertThat(driver.succeed(zombie)).isEqualTo(new Settled.Stale());

        assertThat(driver.now(job, owner.lease().task()).state()).isEqualTo(won);
        assertThat(driver.now(job, owner.lease().task()).epoch())
                .isEqualTo(owner.lease().epoch());
    }

    @Test
    void a_late_worker_whose_task_nobody_else_took_settles_as_if_nothing_had_happened() {
        driver.submit();
        Claim late = driver.claim(aWorker());
        fixture.advance(LEASE.multipliedBy(10));

        assertThat(driver.succeed(late)).isInstanceOf(Settled.Accepted.class);
    }

    private Fault loseAnswerToCommit() {
        return network.loseReplyTo(LostAnswersIT::isCommit);
    }

    /// Claims and settlements that worked are one statement, which is its own transaction.
    private static boolean isCommit(String sql) {
        return sql.equalsIgnoreCase("COMMIT") || sql.contains("millrace.claim(") || sql.contains("millrace.settle(");
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(PersistenceUnavailable.class);
    }
}
