package dev.millrace.application.client;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WorkerRegistry;
import java.time.Duration;
import java.util.Optional;

/// Shows the workers that are alive, to those who run them.
public final class ReadWorkers {
    private final WorkerRegistry workers;
    private final Duration lease;

    /// @param workers knows them
    /// @param lease a worker that was silent for longer is not alive
    public ReadWorkers(WorkerRegistry workers, Duration lease) {
        this.workers = workers;
        this.lease = lease;
    }

    /// In the order in which they started, a page at a time.
    public Page<KnownWorker> list(int limit, Optional<Cursor> from) {
        return workers.living(lease, limit, from);
    }
}
