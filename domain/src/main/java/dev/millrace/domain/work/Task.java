package dev.millrace.domain.work;

import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import java.util.Optional;
import java.util.Set;

/// One leasable node of a job's graph. A snapshot.
///
/// @param id its identity
/// @param work what it does
/// @param needs tasks that must be done before
/// @param rank lower ones are claimed first within a job
/// @param weight its share of the job's work
/// @param epoch of its latest claim; survives the lease
/// @param state where it stands
/// @param latest who had it last, and when; empty until it was claimed
public record Task(
        TaskId id,
        Work work,
        Set<TaskName> needs,
        int rank,
        long weight,
        Epoch epoch,
        TaskState state,
        Optional<LatestAttempt> latest) {
    /// Copies the set.
    public Task {
        needs = Set.copyOf(needs);
    }

    /// The same task in another state.
    public Task in(TaskState next) {
        return new Task(id, work, needs, rank, weight, epoch, next, latest);
    }
}
