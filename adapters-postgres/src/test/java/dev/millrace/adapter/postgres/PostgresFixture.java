package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Persistence;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.PersistenceFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import javax.sql.DataSource;

/// A database of one's own on the shared server, emptied for each test.
final class PostgresFixture implements PersistenceFixture {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final AdjustableClock clock = new AdjustableClock();
    private final DataSource dataSource = database.dataSource();
    private final PostgresPersistence persistence = PostgresPersistence.over(dataSource, clock, new Random(1));
    private Duration ahead = Duration.ZERO;

    PostgresFixture() {
        advance(Duration.ofMinutes(1));
    }

    @Override
    public Persistence persistence() {
        return persistence;
    }

    /// Leases live by the database's clock, everything else by the process's.
    @Override
    public void advance(Duration by) {
        clock.advance(by);
        ahead = ahead.plus(by);
        execute(
                """
                create or replace function millrace.clock() returns timestamptz
                    language sql volatile
                    as 'select clock_timestamp() + interval ''%d milliseconds'''
                """
                        .formatted(ahead.toMillis()));
    }

    @Override
    public void close() {
        persistence.close();
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
