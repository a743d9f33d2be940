package dev.millrace.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// One transaction on a connection that is given back as it came. What is not committed is rolled back.
final class OneTransaction implements AutoCloseable {

    /// A process that is stopped or cut off in the middle of a transaction must not hold its locks for longer than a lease.
    private static final String GUARDS = """
            set transaction isolation level read committed;
            set local lock_timeout = '5s';
            set local idle_in_transaction_session_timeout = '10s'
            """;

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final Silence silence;
    private boolean committed;

    OneTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommitBefore = connection.getAutoCommit();
        this.silence = Silence.limited(connection);
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(GUARDS);
        }
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() throws SQLException {
        if (connection.isClosed()) {
            return; // by its failure; there is nothing to give back
        }
        if (!committed) {
            connection.rollback();
        }
        connection.setAutoCommit(autoCommitBefore);
        silence.close();
    }
}
