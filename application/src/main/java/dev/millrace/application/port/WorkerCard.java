package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import java.time.Instant;

/// What a worker says of itself.
///
/// @param worker its identity
/// @param host a name for people
/// @param version of Millrace, for people
/// @param slots how many tasks it runs at once
/// @param since when it started, by its own clock
/// @param state whether it takes tasks
public record WorkerCard(WorkerId worker, String host, String version, int slots, Instant since, WorkerState state) {}
