package dev.millrace.domain.job;

import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import java.util.Collection;

/// How many tasks of a job stand where.
///
/// @param waiting for others
/// @param ready for a worker
/// @param running now
/// @param done for good
/// @param failed for good
/// @param canceled because the job ended without them
public record TaskCounts(int waiting, int ready, int running, int done, int failed, int canceled) {
    /// Counts them.
    public static TaskCounts of(Collection<Task> tasks) {
        return new TaskCounts(
                count(tasks, TaskState.Waiting.class),
                count(tasks, TaskState.Ready.class),
                count(tasks, TaskState.Running.class),
                count(tasks, TaskState.Done.class),
                count(tasks, TaskState.Failed.class),
                count(tasks, TaskState.Canceled.class));
    }

    /// All of them. It grows while the plan is not complete.
    public int total() {
        return waiting + ready + running + done + failed + canceled;
    }

    private static int count(Collection<Task> tasks, Class<? extends TaskState> state) {
        return (int) tasks.stream().map(Task::state).filter(state::isInstance).count();
    }
}
