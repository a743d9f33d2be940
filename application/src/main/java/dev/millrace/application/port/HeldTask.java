package dev.millrace.application.port;

import dev.millrace.domain.identity.TaskId;
import java.time.Instant;

/// A task that a worker is on.
///
/// @param task which
/// @param kind the word of its kind; a worker of a later version may hold kinds that are unknown here
/// @param since when it was claimed, by the store's clock
/// @param progress 0 to 1, as of the latest heartbeat
public record HeldTask(TaskId task, String kind, Instant since, double progress) {}
