package dev.millrace.application.port;

import dev.millrace.domain.job.PriorityClass;
import java.time.Duration;

/// What waits for a worker in one class.
///
/// @param priorityClass which
/// @param ready tasks that could be claimed now
/// @param oldest how long the one that waits longest has been claimable; zero when none waits
public record QueueLoad(PriorityClass priorityClass, long ready, Duration oldest) {}
