package dev.millrace.standalone.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.local.ManagedPostgres;
import java.time.Duration;

/// Connections to the server's own database.
final class Pool {
    /// Requests, sweeps and heartbeats.
    private static final int BESIDE_SLOTS = 8;

    /// Then the database is away, and whoever asked is told so.
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private Pool() {}

    static HikariDataSource of(ManagedPostgres database, int slots) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("millrace");
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(slots + BESIDE_SLOTS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(TO_CONNECT.toMillis());
        config.addDataSourceProperty("ApplicationName", "millrace");
        return new HikariDataSource(config);
    }
}
