package dev.millrace.adapter.postgres;

import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.TestDatabase;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.PersistenceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A fresh database, and a persistence over it as one process has it.
final class PostgresFixture implements PersistenceFixture {
    private final TestDatabase database;
    private final AdjustableClock clock = new AdjustableClock();
    private final Sql sql;
    private final PostgresPersistence persistence;
    private final List<PostgresPersistence> others = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    /// On the server that all tests share; the clock says that it has been running for longer than a lease.
    PostgresFixture() {
        this(PostgresServer.shared());
        advance(Duration.ofMinutes(1));
    }

    /// On a server of the test's own, which must be up when this is closed.
    PostgresFixture(PostgresServer server) {
        this.database = server.newDatabase();
        this.sql = new Sql(database.dataSource());
        this.persistence = PostgresPersistence.over(database.dataSource(), clock, new Random(1));
    }

    @Override
    public PostgresPersistence persistence() {
        return persistence;
    }

    /// The persistence of another process.
    PostgresPersistence anotherProcess(TestDatabase way) {
        var other = PostgresPersistence.over(way.dataSource(), clock, new Random(2));
        others.add(other);
        return other;
    }

    TestDatabase database() {
        return database;
    }

    Sql sql() {
        return sql;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /// Leases live by the database's clock, everything else by the process's.
    @Override
    public void advance(Duration by) {
        clock.advance(by);
        ahead = ahead.plus(by);
        sql.moveClock(ahead);
    }

    @Override
    public void close() {
        others.forEach(PostgresPersistence::close);
        persistence.close();
        database.drop();
    }
}
