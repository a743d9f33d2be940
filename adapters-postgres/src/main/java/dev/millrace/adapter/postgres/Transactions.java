package dev.millrace.adapter.postgres;

import dev.millrace.application.port.PersistenceUnavailable;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Runs the methods of the ports, each as one transaction, and tells a lost database from an empty answer.
final class Transactions {

    /// Longer than any of our statements takes, shorter than anybody wants to wait for a network that swallows packets.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /// A process that is stopped or cut off in the middle of a transaction must not hold its locks for longer than a lease.
    private static final String GUARDS =
            """
            set transaction isolation level read committed;
            set local lock_timeout = '5s';
            set local idle_in_transaction_session_timeout = '10s'
            """;

    private static final int TRIES = 3;

    private final TransactionOperations<Connection> operations;
    private final Clock clock;
    private volatile Instant lastOutage = Instant.MIN;

    Transactions(TransactionOperations<Connection> operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    /// Runs the work in one transaction. Deadlocks are tried again, so the work must have no other effects.
    ///
    /// @throws PersistenceUnavailable when the database did not answer, or its answer was lost
    <T> T in(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return operations.executeWrite(status -> guarded(status, work));
            } catch (RuntimeException e) {
                switch (Trouble.behind(e)) {
                    case DEFECT -> throw e;
                    case OUTAGE -> throw unavailable(e);
                    case CONFLICT -> {
                        if (attempt == TRIES) {
                            throw unavailable(e);
                        }
                    }
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

    private PersistenceUnavailable unavailable(RuntimeException cause) {
        lastOutage = clock.instant();
        return new PersistenceUnavailable("PostgreSQL did not answer, or its answer was lost.", cause);
    }

    private static <T> T guarded(TransactionStatus<Connection> status, Supplier<T> work) throws SQLException {
        Connection connection = status.getConnection();
        status.registerSynchronization(new NetworkTimeout(connection, connection.getNetworkTimeout()));
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SILENCE.toMillis()));
        try (Statement statement = connection.createStatement()) {
            statement.execute(GUARDS);
        }
        return work.get();
    }

    /// Gives the connection back as it came, once the commit was answered too.
    private record NetworkTimeout(Connection connection, int before) implements TransactionSynchronization {
        @Override
        public void afterCompletion(Status status) {
            try {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, before);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("a connection does not take its timeout back", e);
            }
        }
    }
}
