package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// The bell. One waiting worker hears a ring; it may forget, repeat and reorder rings, because it carries no work: a
/// ring that is lost costs one sweep.
public interface TaskQueue extends AutoCloseable {
    /// Wakes one waiting worker for each ring, or the next that waits. Never blocks for long and never fails: a bell
    /// that is out of order stays silent.
    void ring(Collection<Ring> ready);

    /// Waits for a ring; the highest class first. Empty after `atMost`, or early when the bell is out of order.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    Optional<PriorityClass> await(WorkerId worker, Duration atMost) throws InterruptedException;

    /// Wakes everyone who waits.
    @Override
    void close();
}
