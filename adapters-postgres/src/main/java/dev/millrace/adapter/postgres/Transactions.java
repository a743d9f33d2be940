package dev.millrace.adapter.postgres;

import dev.millrace.application.port.PersistenceUnavailable;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Runs the methods of the ports, each as one transaction, and tells a lost database from an empty answer.
final class Transactions {

    private static final int TRIES = 3;

    private final ConnectionOperations<Connection> connections;
    private final Clock clock;
    private volatile Instant lastOutage = Instant.MIN;

    Transactions(ConnectionOperations<Connection> connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /// Runs the work in one transaction; all repositories take part. Deadlocks are tried again, so the work must have no
    /// other effects.
    ///
    /// @throws PersistenceUnavailable when the database did not answer, or its answer was lost
    <T> T in(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.executeWrite(status -> transact(status.getConnection(), work));
            } catch (RuntimeException e) {
                Trouble trouble = Trouble.behind(e);
                if (trouble == Trouble.DEFECT) {
                    throw e;
                }
                if (trouble == Trouble.OUTAGE || attempt == TRIES) {
                    lastOutage = clock.instant();
                    throw new PersistenceUnavailable("PostgreSQL did not answer, or its answer was lost.", e);
                }
            }
        }
    }

    /// The same for work without an answer.
    void run(Runnable work) {
        in(() -> {
            work.run();
            return true;
        });
    }

    /// Whether this process was without its database within that time.
    boolean hadOutageWithin(Duration time) {
        return lastOutage.isAfter(clock.instant().minus(time));
    }

    private static <T> T transact(Connection connection, Supplier<T> work) {
        try (var transaction = new OneTransaction(connection)) {
            transaction.begin();
            T answer = work.get();
            transaction.commit();
            return answer;
        } catch (SQLException e) {
            throw new DataAccessException("The transaction failed: " + e.getMessage(), e);
        }
    }
}
