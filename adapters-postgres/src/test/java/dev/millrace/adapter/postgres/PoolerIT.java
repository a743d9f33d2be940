package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.JobQuery;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testing.servers.TransactionPooler;
import dev.millrace.testkit.JobDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A pooler in transaction mode stands between: every transaction runs in another session.
class PoolerIT {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final TransactionPooler pooler = TransactionPooler.to(database.port());
    private final TestDatabase behind = database.through(pooler);

    @AfterEach
    void close() {
        pooler.close();
        database.drop();
    }

    @Test
    void a_schema_is_made_and_jobs_go_the_whole_way() {
        try (HikariDataSource pool = Pools.of(behind, 3);
                HikariDataSource heartbeats = Pools.of(behind, 1);
                PostgresPersistence persistence = PostgresPersistence.over(pool, heartbeats)) {
            JobDriver driver = new JobDriver(persistence, Duration.ofSeconds(60));
            Job job = driver.submit();
            Job canceled = driver.submit();
            persistence.jobs().cancel(canceled.tenant(), canceled.id());
            Claimant worker = aWorker();
            Claim first = driver.claim(worker);
            assertThat(driver.renew(0.5, first)).containsExactly(first.lease());
            driver.succeed(first);
            for (Optional<Claim> claim = persistence.tasks().claim(worker, LEASE);
                    claim.isPresent();
                    claim = persistence.tasks().claim(worker, LEASE)) {
                assertThat(driver.renew(0.1, claim.get())).hasSize(1);
                persistence.tasks().rung(persistence.tasks().toRing(100));
                persistence.tasks().queue();
                persistence.tasks().expire(100, LEASE, RetryPolicy.STANDARD);
                driver.succeed(claim.get());
            }

            assertThat(driver.now(job).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(persistence
                            .jobs()
                            .list(JobQuery.newest(TenantId.DEFAULT, 10))
                            .items())
                    .hasSize(2);
            assertThat(persistence.workers().census(LEASE)).hasSize(1);
        }
    }

    @Test
    void the_session_changes_with_every_transaction_and_not_within_one() throws Exception {
        Sql sql = new Sql(behind.dataSource());
        try (Connection one = behind.dataSource().getConnection();
                Connection other = behind.dataSource().getConnection()) {
            Set<String> sessions = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                sessions.add(session(one));
            }
            assertThat(sessions).hasSizeGreaterThan(1);

            one.setAutoCommit(false);
            assertThat(session(one)).isEqualTo(session(one));
            one.commit();
            assertThat(session(other)).isNotEmpty();
        }
        assertThat(sql.query("select 1")).isEqualTo("1");
    }

    @Test
    void a_statement_that_a_session_should_remember_is_not_found_again() {
        try (HikariDataSource pool = Pools.of(behind, 3, 1);
                HikariDataSource other = Pools.of(behind, 1, 1)) {
            assertThat(other.isRunning()).isTrue();
            assertThatThrownBy(() -> {
                        try (Connection connection = pool.getConnection();
                                PreparedStatement statement = connection.prepareStatement("select ?::text")) {
                            for (int i = 0; i < 10; i++) {
                                statement.setString(1, "x");
                                statement.executeQuery().close();
                            }
                        }
                    })
                    .hasMessageContaining("prepared statement");
        }
    }

    private static String session(Connection connection) throws Exception {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getString(1);
        }
    }
}
