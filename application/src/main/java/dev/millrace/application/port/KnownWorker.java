package dev.millrace.application.port;

import java.time.Instant;
import java.util.List;

/// A worker as the registry knows it.
///
/// @param card what it said last; a worker that was asked to drain is draining from then on
/// @param seen when it said so, by the store's clock
/// @param running the tasks it holds, by job and name
public record KnownWorker(WorkerCard card, Instant seen, List<HeldTask> running) {
    /// Copies the list.
    public KnownWorker {
        running = List.copyOf(running);
    }
}
