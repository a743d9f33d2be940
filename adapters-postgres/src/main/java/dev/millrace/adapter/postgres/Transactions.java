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
        return persistently(connection -> {
            try (var transaction = new OneTransaction(connection)) {
                transaction.begin();
                T answer = work.get();
                transaction.commit();
                return answer;
            }
        });
    }

    /// The same for work without an answer.
    void run(Runnable work) {
        in(() -> {
            work.run();
            return true;
        });
    }

    /// The same for a single statement that is a transaction by itself.
    <T> T alone(SqlWork<T> statement) {
        return persistently(connection -> {
            try (var _ = Silence.limited(connection)) {
                return statement.on(connection);
            }
        });
    }

    /// The same for a single query, which needs no guards, because it takes no locks.
    <T> T reading(Supplier<T> query) {
        return alone(_ -> query.get());
    }

    /// Something done on a connection.
    @FunctionalInterface
    interface SqlWork<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T persistently(SqlWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.executeWrite(status -> on(status.getConnection(), work));
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

    private static <T> T on(Connection connection, SqlWork<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DataAccessException("The transaction failed: " + e.getMessage(), e);
        }
    }
}
