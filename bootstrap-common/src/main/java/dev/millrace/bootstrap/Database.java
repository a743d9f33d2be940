package dev.millrace.bootstrap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.postgres.PostgresPersistence;
import java.time.Duration;

/// The PostgreSQL that all processes share.
///
/// @param host its name or address
/// @param port where it listens
/// @param name of the database
/// @param user to log in as
/// @param password of the user
/// @param pooled whether a pooler stands between that may give each transaction another session
public record Database(String host, int port, String name, String user, String password, boolean pooled) {
    private static final int USUAL_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;

    /// Then the database is away, and whoever asked is told so.
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    /// Reads `POSTGRES_HOST`, `POSTGRES_PORT`, `POSTGRES_DB`, `POSTGRES_USER`, `POSTGRES_PASSWORD` and `POSTGRES_POOLER`.
    ///
    /// @throws IllegalArgumentException with a sentence for people when one of them can't be used
    public static Database from(Settings settings) {
        return new Database(
                settings.text("POSTGRES_HOST", "localhost"),
                settings.number("POSTGRES_PORT", USUAL_PORT, 1, HIGHEST_PORT),
                settings.text("POSTGRES_DB", "millrace"),
                settings.text("POSTGRES_USER", "millrace"),
                settings.text("POSTGRES_PASSWORD", "postgres"),
                settings.yes("POSTGRES_POOLER"));
    }

    /// Connections, made when they are needed. With a pooler between they keep nothing in their sessions; else statements,
    /// so that they are planned once.
    ///
    /// @param program what the server calls them in `pg_stat_activity`
    /// @param most how many at once
    public HikariDataSource pool(String program, int most) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(program);
        config.setJdbcUrl("jdbc:postgresql://" + host + ":" + port + "/" + name);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TO_CONNECT.toMillis());
        config.setInitializationFailTimeout(-1); // it may come up later
        config.addDataSourceProperty("ApplicationName", program);
        config.addDataSourceProperty("prepareThreshold", pooled ? "0" : "3");
        return new HikariDataSource(config);
    }

    /// Waits until it answers, and brings the schema up to date.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public PostgresPersistence await(HikariDataSource pool) throws InterruptedException {
        return await(pool, pool);
    }

    /// The same with connections for heartbeats alone.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public PostgresPersistence await(HikariDataSource pool, HikariDataSource heartbeats) throws InterruptedException {
        return Waiting.until(
                "PostgreSQL at " + host + ":" + port + " (POSTGRES_…)",
                () -> PostgresPersistence.over(pool, heartbeats));
    }

    /// Without the password.
    @Override
    public String toString() {
        return "Database[" + user + "@" + host + ":" + port + "/" + name + "]";
    }
}
