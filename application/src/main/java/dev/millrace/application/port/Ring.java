package dev.millrace.application.port;

import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.job.PriorityClass;

/// "There is ready work of this class." It carries no work: whoever hears it claims.
///
/// @param priorityClass where
/// @param because the task that became ready, or through which others did; receivers don't need it
public record Ring(PriorityClass priorityClass, TaskId because) {}
