package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.identity.JobId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/// What tests do to the database behind the adapter's back.
record Sql(DataSource dataSource) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column of the first row.
    String query(String sql) {
        try (Connection connection = dataSource.getConnection()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same for a statement that changes something, in a session that has done it once before: the first time, plans
    /// are made.
    String queryAndRollBack(String sql) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            query(connection, sql);
            connection.rollback();
            String answer = query(connection, sql);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    /// Sets the clock of leases beside the real one.
    void moveClock(Duration ahead) {
        execute("""
                create or replace function millrace.clock() returns timestamptz
                    language sql volatile
                    as 'select clock_timestamp() + %d * interval ''1 millisecond'''
                """.formatted(ahead.toMillis()));
    }

    /// Holds a job's row as another transaction does that is at work on it.
    Held hold(JobId job) {
        return hold("select 1 from millrace.job where id = '%s' for update".formatted(job));
    }

    /// Holds whatever rows the statement locks.
    Held hold(String sql) {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return new Held(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns once so many sessions wait for a row.
    void awaitWaiting(int sessions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!query("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """).equals(Integer.toString(sessions))) {
            assertThat(System.nanoTime())
                    .as("%d sessions wait for a row", sessions)
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// A transaction with locks, until it is closed.
    record Held(Connection connection) implements AutoCloseable {
        void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /// Commits, so that those who wait go on.
        @Override
        public void close() {
            try (connection) {
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
