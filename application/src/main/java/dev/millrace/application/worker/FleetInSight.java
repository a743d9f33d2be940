package dev.millrace.application.worker;

import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.plan.Fleet;
import java.time.Duration;
import java.util.function.Supplier;

/// The fleet that films are cut for, as the registry knows it. While the registry is away, or before this worker said
/// that it is alive, that is what was seen last.
public final class FleetInSight implements Supplier<Fleet> {
    private final WorkerRegistry workers;
    private final Duration lease;
    private volatile Fleet seen;

    /// @param workers knows who is alive
    /// @param lease a worker that was silent for longer is not alive
    /// @param own what this worker is
    public FleetInSight(WorkerRegistry workers, Duration lease, Fleet own) {
        this.workers = workers;
        this.lease = lease;
        this.seen = own;
    }

    @Override
    public Fleet get() {
        try {
            workers.fleet(lease).ifPresent(fleet -> seen = fleet);
        } catch (PersistenceUnavailable away) {
            System.getLogger(FleetInSight.class.getName())
                    .log(System.Logger.Level.DEBUG, "A film is cut for {0}: {1}", seen, away.getMessage());
        }
        return seen;
    }
}
