package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.PersistenceUnavailable;
import io.micronaut.data.exceptions.DataAccessException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class TransactionsIT {
    private final PostgresFixture fixture = new PostgresFixture();
    private SameConnection pool;
    private RepositoryContext context;
    private Transactions transactions;

    @BeforeEach
    void open() throws SQLException {
        pool = new SameConnection(fixture.database().dataSource().getConnection());
        context = RepositoryContext.over(pool);
        transactions = new Transactions(context.connections());
    }

    @AfterEach
    void close() throws SQLException {
        context.close();
        pool.connection.close();
        fixture.close();
    }

    @Test
    void a_process_that_stops_in_the_middle_gives_its_locks_back_within_a_lease() {
        assertThat(inTransaction("show idle_in_transaction_session_timeout")).isEqualTo("10s");
        assertThat(inTransaction("show lock_timeout")).isEqualTo("5s");
        assertThat(inTransaction("show transaction_isolation")).isEqualTo("read committed");
    }

    @Test
    void an_answer_that_never_comes_is_not_waited_for_without_end() {
        int within = transactions.in(() -> pool.networkTimeout());

        assertThat(within).isEqualTo(Math.toIntExact(Silence.LONGEST.toMillis()));
    }

    @Test
    void a_connection_is_given_back_as_it_came() throws SQLException {
        pool.connection.setNetworkTimeout(Runnable::run, 1234);

        transactions.run(() -> {});
        assertThatThrownBy(() -> transactions.run(() -> {
                    throw new IllegalArgumentException("ours");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(pool.connection.getNetworkTimeout()).isEqualTo(1234);
        assertThat(pool.connection.getAutoCommit()).isTrue();
    }

    @Test
    void work_that_fails_leaves_no_trace() {
        ProfileRepository profiles = context.getBean(ProfileRepository.class);

        assertThatThrownBy(() -> transactions.run(() -> {
                    profiles.put("default", "mine", "{}");
                    throw new IllegalArgumentException("ours");
                }))
                .hasMessage("ours");

        assertThat(fixture.sql().query("select count(*) from millrace.profile")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void a_deadlock_is_tried_again(String state) {
        var tries = new AtomicInteger();

        String answer = transactions.in(() -> {
            if (tries.incrementAndGet() < 3) {
                throw failure(state);
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_deadlock_that_comes_again_and_again_is_an_outage() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    throw failure("40P01");
                }))
                .isInstanceOf(PersistenceUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "25P03", "55P03", "25006", "58030", "XX000"})
    void a_database_that_is_away_busy_or_broken_is_an_outage(String state) {
        assertThatThrownBy(() -> transactions.run(() -> {
                    throw failure(state);
                }))
                .isInstanceOf(PersistenceUnavailable.class)
                .hasMessage("PostgreSQL did not answer, or its answer was lost.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "23505", "22001"})
    void a_fault_of_ours_is_no_outage(String state) {
        assertThatThrownBy(() -> transactions.run(() -> {
                    throw failure(state);
                }))
                .isInstanceOf(DataAccessException.class);
    }

    private String inTransaction(String query) {
        return transactions.in(() -> pool.query(query));
    }

    private static DataAccessException failure(String state) {
        return new DataAccessException("failed", new SQLException("failed", state));
    }

    /// A pool of one connection, which a test can look at.
    private static final class SameConnection extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private final transient Connection connection;

        SameConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection getConnection() {
            return (Connection) Proxy.newProxyInstance(
                    SameConnection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, arguments) ->
                            method.getName().equals("close") ? null : method.invoke(connection, arguments));
        }

        int networkTimeout() {
            try {
                return connection.getNetworkTimeout();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        String query(String sql) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                result.next();
                return result.getString(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
