package dev.millrace.application.port;

import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.WorkerId;
import java.time.Instant;
import java.util.List;

/// What a worker says of itself.
///
/// @param worker its identity
/// @param host a name for people
/// @param slots how many tasks it runs at once
/// @param since when it started
/// @param running what it is on
public record WorkerCard(WorkerId worker, String host, int slots, Instant since, List<TaskId> running) {
    /// Copies the list.
    public WorkerCard {
        running = List.copyOf(running);
    }
}
