package dev.millrace.testkit;

import dev.millrace.application.port.Persistence;
import java.time.Duration;
import java.time.Instant;

/// A persistence under test, empty at first, whose clock a test can move.
public interface PersistenceFixture extends AutoCloseable {
    /// The persistence, fresh for each test and in use for longer than one lease.
    Persistence persistence();

    /// What the store's clock says of moments in a history.
    Instant now();

    /// Moves the store's clock on.
    void advance(Duration by);

    /// Throws everything away.
    @Override
    void close();
}
