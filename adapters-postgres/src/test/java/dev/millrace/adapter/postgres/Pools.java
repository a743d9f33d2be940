package dev.millrace.adapter.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.testing.servers.TestDatabase;

/// Pools as programs have them.
final class Pools {
    private static final long PATIENCE_MILLIS = 1000;

    private Pools() {}

    /// Without statements that a session remembers.
    static HikariDataSource of(TestDatabase database, int most) {
        return of(database, most, 0);
    }

    /// @param prepareThreshold from the how manieth time on the driver keeps a statement in the session; 0: never
    static HikariDataSource of(TestDatabase database, int most, int prepareThreshold) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(most);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.addDataSourceProperty("prepareThreshold", Integer.toString(prepareThreshold));
        return new HikariDataSource(config);
    }
}
