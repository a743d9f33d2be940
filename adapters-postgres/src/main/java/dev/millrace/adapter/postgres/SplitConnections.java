package dev.millrace.adapter.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Connections of two sources: heartbeats have their own, so that a pool which is exhausted or stuck can't make leases
/// run out.
final class SplitConnections implements DataSource {

    private static final ScopedValue<Boolean> HEARTBEAT = ScopedValue.newInstance();

    private final DataSource usual;
    private final DataSource heartbeats;

    SplitConnections(DataSource usual, DataSource heartbeats) {
        this.usual = usual;
        this.heartbeats = heartbeats;
    }

    /// Everything within is done on a connection for heartbeats.
    static <T> T asHeartbeat(Supplier<T> work) {
        return ScopedValue.where(HEARTBEAT, true).call(work::get);
    }

    private DataSource source() {
        return HEARTBEAT.isBound() ? heartbeats : usual;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source().getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return usual.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        usual.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        usual.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return usual.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(SplitConnections.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return usual.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return usual.isWrapperFor(type);
    }
}
