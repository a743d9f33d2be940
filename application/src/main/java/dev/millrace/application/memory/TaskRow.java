package dev.millrace.application.memory;

import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A task and what its snapshot does not show.
final class TaskRow {
    private Task task;
    private long bytes;
    private Epoch settled = Epoch.NONE;
    private boolean rung;
    private final Map<Epoch, Instant> lostAttempts = new HashMap<>();

    /// @param bytes how much of the source's beginning it needs
    TaskRow(Task task, long bytes) {
        this.task = task;
        this.bytes = bytes;
    }

    Task task() {
        return task;
    }

    TaskName name() {
        return task.id().name();
    }

    long bytes() {
        return bytes;
    }

    void needs(long more) {
        bytes = more;
    }

    TaskState state() {
        return task.state();
    }

    boolean isDone() {
        return task.state() instanceof TaskState.Done;
    }

    /// Every way back to ready must be announced again.
    void moveTo(TaskState next) {
        task = task.in(next);
        rung = false;
    }

    void claim(Epoch epoch, TaskState.Running running, Instant now) {
        task = new Task(
                task.id(),
                task.work(),
                task.needs(),
                task.rank(),
                task.weight(),
                epoch,
                running,
                Optional.of(LatestAttempt.begun(running.lease().worker(), now)));
    }

    void renew(TaskState.Running running) {
        task = task.in(running);
    }

    /// The attempt in progress is over, whichever way.
    void attemptEnded(Instant now) {
        task = new Task(
                task.id(),
                task.work(),
                task.needs(),
                task.rank(),
                task.weight(),
                task.epoch(),
                task.state(),
                task.latest().map(attempt -> attempt.ended(now)));
    }

    boolean isHeldBy(Lease lease) {
        return task.state() instanceof TaskState.Running running
                && running.lease().equals(lease);
    }

    boolean wasSettledBy(Lease lease) {
        return settled.equals(lease.epoch());
    }

    void settledBy(Lease lease) {
        settled = lease.epoch();
    }

    boolean needsRing() {
        return task.state() instanceof TaskState.Ready && !rung;
    }

    void ringHeard() {
        rung = true;
    }

    void ringUnheard() {
        rung = false;
    }

    /// The attempt in progress, if any, will not be the winner.
    void attemptLost(Instant now) {
        if (task.state() instanceof TaskState.Running) {
            lostAttempts.put(task.epoch(), now);
            attemptEnded(now);
        }
    }

    Map<Epoch, Instant> lostAttempts() {
        return lostAttempts;
    }
}
