package dev.millrace.adapter.postgres;

import dev.millrace.application.port.PersistenceUnavailable;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/// Runs the methods of the ports, each as one transaction, and tells a lost database from an empty answer.
final class Transactions {

    private static final int TRIES = 3;

    private final ConnectionOperations<Connection> connections;

    Transactions(ConnectionOperations<Connection> connections) {
        this.connections = connections;
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
