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
public record NewTask(TaskName name, Work work, Set<TaskName> needs, int rank, long weight) {
    /// Copies the set.
    public NewTask {
        needs = Set.copyOf(needs);
        if (weight < 1) {
            throw new IllegalArgumentException("a task's weight is at least 1, not " + weight);
        }
    }
}
