package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.Abilities;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a worker says of itself.
///
/// @param worker its identity
/// @param host a name for people
/// @param version of Millrace, for people
/// @param slots how many tasks it runs at once
/// @param since when it started, by its own clock
/// @param state whether it takes tasks
/// @param pace how many seconds of work, as [dev.millrace.domain.plan.EncodeCost] estimates it, one of its slots does in a
///     second; empty until it has encoded a chunk
/// @param abilities what it can do; empty for a worker of an earlier version, which does not say
public record WorkerCard(
        WorkerId worker,
        String host,
        String version,
        int slots,
        Instant since,
        WorkerState state,
        OptionalDouble pace,
        Optional<Abilities> abilities) {
    /// The same worker in another state.
    public WorkerCard in(WorkerState other) {
        return new WorkerCard(worker, host, version, slots, since, other, pace, abilities);
    }
}
