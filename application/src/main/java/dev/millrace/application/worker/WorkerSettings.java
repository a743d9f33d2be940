package dev.millrace.application.worker;

import dev.millrace.domain.work.TwinPolicy;
import java.time.Duration;
import java.util.Optional;

/// How a worker behaves.
///
/// @param host a name for people
/// @param version of Millrace, for people
/// @param slots tasks it runs at once, at least 1
/// @param lease how long a claim holds without a heartbeat
/// @param heartbeat how often it says that it is alive; well below the lease
/// @param sweep how long it waits for the bell before it looks by itself
/// @param twins when it takes on a chunk that another worker is slow at, while it has nothing else to do; empty: never
public record WorkerSettings(
        String host,
        String version,
        int slots,
        Duration lease,
        Duration heartbeat,
        Duration sweep,
        Optional<TwinPolicy> twins) {
    /// A lease of 15 s, heartbeats every 5 s, a look every 2 s: a dead worker's task is taken over within 20 s, and a
    /// lost ring costs 2 s.
    public static WorkerSettings standard(String host, String version, int slots) {
        return new WorkerSettings(
                host,
                version,
                slots,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Optional.of(TwinPolicy.STANDARD));
    }

    /// The same with another heartbeat.
    public WorkerSettings heartbeat(Duration every) {
        return new WorkerSettings(host, version, slots, lease, every, sweep, twins);
    }

    /// The same with another policy; empty for no twins.
    public WorkerSettings twins(Optional<TwinPolicy> policy) {
        return new WorkerSettings(host, version, slots, lease, heartbeat, sweep, policy);
    }

    /// Refuses settings under which leases would run out between heartbeats.
    public WorkerSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("a worker has at least one slot, not " + slots);
        }
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("a lease lasts at least two heartbeats");
        }
    }
}
