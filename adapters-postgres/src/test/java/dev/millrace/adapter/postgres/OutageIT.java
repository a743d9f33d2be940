package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testkit.JobDriver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The database dies with everything that is in flight, and comes back later than the leases allow.
///
/// Time cannot be moved while a database is down, so it is moved before: leases are given by a clock that is behind, and
/// the database comes back with one that is not.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutageIT {
    private static final Duration OUTAGE = Duration.ofMinutes(5);

    private PostgresServer server;
    private PostgresFixture fixture;
    private TaskStore tasks;
    private JobDriver driver;
    private Job job;
    private Claim claim;

    @BeforeEach
    void claimBeforeTheOutage() {
        server = PostgresServer.start();
        fixture = new PostgresFixture(server);
        tasks = fixture.persistence().tasks();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
        fixture.sql().moveClock(OUTAGE.negated());
        job = driver.submit();
        claim = driver.claim(aWorker());
        fixture.sql().moveClock(Duration.ZERO);
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
    }

    @Test
    void an_outage_longer_than_a_lease_costs_nobody_his_work() {
        server.crash();
        assertThatThrownBy(() -> driver.renew(0.5, claim)).isInstanceOf(PersistenceUnavailable.class);
        server.startAgain();

        assertThat(expire()).isZero();
        assertThat(driver.renew(0.5, claim)).containsExactly(claim.lease());
        assertThat(driver.succeed(claim)).isInstanceOf(Settled.Accepted.class);
        driver.runToEnd(aWorker());
    }

    @Test
    void a_sweep_that_noticed_nothing_of_the_outage_ends_no_lease_either() {
        server.crash();
        server.startAgain();

        assertThat(expire()).isZero();
    }

    @Test
    void a_worker_that_did_not_survive_the_outage_is_given_one_lease_after_it() {
        server.crash();
        server.startAgain();
        fixture.advance(LEASE.plusSeconds(1));

        assertThat(expire()).isEqualTo(1);

        assertThat(driver.claim(aWorker()).lease().task())
                .isEqualTo(claim.lease().task());
    }

    @Test
    void what_was_settled_before_the_crash_is_settled_after_it() {
        driver.succeed(claim);
        Job before = driver.now(job);

        server.crash();
        server.startAgain();

        assertThat(driver.now(job)).isEqualTo(before);
        assertThat(driver.succeed(claim)).isEqualTo(new Settled.AlreadyByThisEpoch());
    }

    @Test
    void every_call_tells_an_outage_from_an_empty_answer() {
        server.crash();

        assertUnavailable(() -> tasks.claim(aWorker(), LEASE));
        assertUnavailable(() -> tasks.settle(claim.lease(), driver.success(claim)));
        assertUnavailable(() -> tasks.of(job.tenant(), job.id()));
        assertUnavailable(() -> tasks.toRing(10));
        assertUnavailable(() -> tasks.garbage(10, LEASE));
        assertUnavailable(() -> fixture.persistence().jobs().find(job.tenant(), job.id()));
        assertUnavailable(() -> fixture.persistence().profiles().list(job.tenant()));
        assertUnavailable(() -> fixture.persistence().workers().census(LEASE));
        assertUnavailable(() -> PostgresPersistence.over(fixture.database().dataSource()));
        server.startAgain();
    }

    private int expire() {
        return tasks.expire(10, LEASE, RetryPolicy.STANDARD).leases();
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(PersistenceUnavailable.class);
    }
}
