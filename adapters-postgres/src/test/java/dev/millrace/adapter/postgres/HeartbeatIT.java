package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.testkit.JobDriver;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Heartbeats have a connection of their own.
class HeartbeatIT {
    private static final Duration ALMOST = LEASE.minusSeconds(1);

    private final PostgresFixture fixture = new PostgresFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void leases_are_renewed_while_every_connection_of_the_pool_is_taken() throws Exception {
        try (HikariDataSource pool = Pools.of(fixture.database(), 2);
                HikariDataSource heartbeats = Pools.of(fixture.database(), 1);
                PostgresPersistence persistence = PostgresPersistence.over(pool, heartbeats)) {
            JobDriver driver = new JobDriver(persistence, Duration.ofSeconds(10));
            driver.submit();
            Claim claim = driver.claim(aWorker());

            try (Connection _ = pool.getConnection();
                    Connection _ = pool.getConnection()) {
                assertThatThrownBy(() -> persistence.tasks().toRing(1)).isInstanceOf(PersistenceUnavailable.class);
                fixture.advance(ALMOST);
                assertThat(driver.renew(0.5, claim)).containsExactly(claim.lease());
                fixture.advance(ALMOST);
            }

            assertThat(persistence
                            .tasks()
                            .expire(10, LEASE, RetryPolicy.STANDARD)
                            .leases())
                    .isZero();
        }
    }

    @Test
    void nothing_but_heartbeats_takes_their_connection() throws Exception {
        try (HikariDataSource pool = Pools.of(fixture.database(), 2);
                HikariDataSource heartbeats = Pools.of(fixture.database(), 1);
                PostgresPersistence persistence = PostgresPersistence.over(pool, heartbeats)) {
            JobDriver driver = new JobDriver(persistence, Duration.ofSeconds(10));

            try (Connection _ = heartbeats.getConnection()) {
                driver.submit();
                Claim claim = driver.claim(aWorker());
                assertThatThrownBy(() -> driver.renew(0.5, claim)).isInstanceOf(PersistenceUnavailable.class);
                driver.succeed(claim);
                driver.runToEnd(aWorker());
            }

            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isLessThanOrEqualTo(2);
        }
    }
}
