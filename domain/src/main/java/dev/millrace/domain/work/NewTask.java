package dev.millrace.domain.work;

import dev.millrace.domain.identity.TaskName;
import java.util.Set;

/// A task about to enter a job's graph.
///
/// @param name unique within the job
/// @param work what it does
/// @param needs tasks of the same job that must be done before; those that are done already count as met
/// @param rank lower ones are claimed first within a job
/// @param weight its share of the job's work, at least 1; see [TaskGraph]
/// @param bytes how much of the source's beginning must have arrived before, while it is being uploaded; 0 for nothing
public record NewTask(TaskName name, Work work, Set<TaskName> needs, int rank, long weight, long bytes) {
    /// A task that needs nothing of a source that is being uploaded.
    public NewTask(TaskName name, Work work, Set<TaskName> needs, int rank, long weight) {
        this(name, work, needs, rank, weight, 0);
    }

    /// Copies the set.
    public NewTask {
        needs = Set.copyOf(needs);
        if (weight < 1) {
            throw new IllegalArgumentException("a task's weight is at least 1, not " + weight);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("a task needs at least 0 bytes, not " + bytes);
        }
    }

    /// The same, to be done once so much of the source has arrived.
    public NewTask onceArrived(long beginning) {
        return new NewTask(name, work, needs, rank, weight, beginning);
    }
}
