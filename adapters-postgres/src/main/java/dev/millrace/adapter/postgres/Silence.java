package dev.millrace.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// For as long as this is open, a server that says nothing is not waited for without end. The connection is given back
/// as it came.
final class Silence implements AutoCloseable {

    /// Longer than any of our statements takes, shorter than anybody wants to wait for a network that swallows packets.
    static final Duration LONGEST = Duration.ofSeconds(20);

    private final Connection connection;
    private final int before;

    private Silence(Connection connection, int before) {
        this.connection = connection;
        this.before = before;
    }

    static Silence limited(Connection connection) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
        return new Silence(connection, before);
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) { // by its failure; there is nothing to give back
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }
}
