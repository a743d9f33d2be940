package dev.millrace.standalone.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.local.ManagedPostgres;
import java.time.Duration;

/// Connections to the server's own database.
final class Pool {
    /// Requests and sweeps.
    private static final int BESIDE_SLOTS = 8;

    /// Then the database is away, and whoever asked is told so.
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private Pool() {}

    /// For everything but heartbeats.
    static HikariDataSource of(ManagedPostgres database, int slots) {
        return open(database, "millrace", slots + BESIDE_SLOTS);
    }

    /// For heartbeats alone, so that no crowd of requests makes leases run out.
    static HikariDataSource ofHeartbeats(ManagedPostgres database) {
        return open(database, "millrace-heartbeats", 1);
    }

    private static HikariDataSource open(ManagedPostgres database, String name, int most) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(Math.min(2, most));
        config.setConnectionTimeout(TO_CONNECT.toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        return new HikariDataSource(config);
    }
}
