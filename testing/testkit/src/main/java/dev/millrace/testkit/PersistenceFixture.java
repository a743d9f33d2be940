package dev.millrace.testkit;

import dev.millrace.application.port.Persistence;
import java.time.Duration;

/// A persistence under test, empty at first, whose clock a test can move.
public interface PersistenceFixture extends AutoCloseable {
    /// The persistence, fresh for each test and in use for longer than one lease.
    Persistence persistence();

    /// Moves the store's clock on.
    void advance(Duration by);

    /// Throws everything away.
    @Override
    void close();
}
