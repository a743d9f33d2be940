package dev.millrace.testing.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/// A real PostgreSQL 18 for tests: started from an archive on the class path, or the official image when the
/// environment says `TESTS_USE_DOCKER=true`.
///
/// It takes connections on loopback only, with a random password. It never outlives the JVM that started it, not even
/// one ended by `kill -9`. All methods are for one test thread at a time, except [#newDatabase()].
public final class PostgresServer implements AutoCloseable {

    static final String USER = "millrace";

    /// What a crash may cost.
    public enum Durability {
        /// PostgreSQL's own defaults: a committed transaction survives every crash.
        DURABLE,
        /// For tests that never crash their server: commits wait for no disk.
        FAST;

        List<String> settings() {
            String onOff = this == DURABLE ? "on" : "off";
            return List.of("fsync=" + onOff, "synchronous_commit=" + onOff, "full_page_writes=" + onOff);
        }
    }

    private final Engine engine;

    private PostgresServer(Engine engine) {
        this.engine = engine;
        engine.start();
    }

    /// A durable server of one's own, to be closed.
    public static PostgresServer start() {
        return start(Durability.DURABLE);
    }

    /// A server of one's own, to be closed.
    public static PostgresServer start(Durability durability) {
        return new PostgresServer(Docker.IS_WANTED ? new ContainerPostgres(durability) : new LocalPostgres(durability));
    }

    /// The one fast server of this JVM. Take a [#newDatabase()] for each test class; never stop, crash, pause or close
    /// it.
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /// An empty database nobody else uses. It goes with its server.
    public TestDatabase newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = database("postgres").dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Creating a database failed", e);
        }
        return database(name);
    }

    /// Ends all sessions in order and comes back on the same port.
    public void restart() {
        engine.stop();
        engine.start();
    }

    /// Kills every process of the server at once. Nothing listens until [#startAgain()].
    public void crash() {
        engine.crash();
    }

    /// Stops in order. Nothing listens until [#startAgain()].
    public void stop() {
        engine.stop();
    }

    /// After [#crash()] or [#stop()]: the same data on the same port.
    public void startAgain() {
        engine.start();
    }

    /// Freezes the server: connections stay open, new ones are taken by the kernel, nothing answers.
    public void pause() {
        engine.pause();
    }

    /// After [#pause()]: everything goes on where it stood.
    public void resume() {
        engine.resume();
    }

    /// The port on 127.0.0.1; the same for the life of this object.
    public int port() {
        return engine.port();
    }

    @Override
    public void close() {
        engine.close();
    }

    private TestDatabase database(String name) {
        return new TestDatabase(engine.port(), name, USER, engine.password());
    }

    private static final class Shared {
        static final PostgresServer SERVER = start(Durability.FAST);
    }
}
