package dev.millrace.application.port;

import dev.millrace.domain.job.PriorityClass;
import java.time.Duration;

/// What waits for a worker in one class.
///
/// @param priorityClass which
/// @param ready tasks that could be claimed now; [#MOST] means as many or more
/// @param oldest how long the one that waits longest of them has been claimable; zero when none waits
public record QueueLoad(PriorityClass priorityClass, long ready, Duration oldest) {
    /// How many are counted.
    public static final int MOST = 10_000;
}
