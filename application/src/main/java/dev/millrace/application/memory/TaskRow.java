package dev.millrace.application.memory;

import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Twin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A task and what its snapshot does not show.
final class TaskRow {
    private Task task;
    private long bytes;
    private Epoch claimed = Epoch.NONE;
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

    /// The epoch of the next claim: no other had it, nor a twin.
    Epoch nextEpoch() {
        claimed = claimed.next();
        return claimed;
    }

    void claim(TaskState.Running running, Instant now) {
        run(running, LatestAttempt.begun(running.lease().worker(), now));
    }

    private void run(TaskState.Running running, LatestAttempt attempt) {
        task = new Task(
                task.id(),
                task.work(),
                task.needs(),
                task.rank(),
                task.weight(),
                running.lease().epoch(),
                running,
                Optional.of(attempt));
    }

    /// Whether the attempt in progress never had a twin.
    boolean isAlone() {
        return claimed.equals(task.epoch());
    }

    /// The twin goes on in place of the first attempt, which is lost.
    void passOn(Tally after, Instant now) {
        TaskState.Running running = (TaskState.Running) task.state();
        Twin twin = running.twin().orElseThrow();
        lostAttempts.put(task.epoch(), now);
        run(running.passedOn(after), LatestAttempt.begun(twin.lease().worker(), twin.startedAt()));
    }

    /// The twin is lost, if there is one.
    void part(Instant now) {
        if (task.state() instanceof TaskState.Running running && running.twin().isPresent()) {
            lostAttempts.put(running.twin().get().lease().epoch(), now);
            renew(running.parted());
        }
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

    boolean isTwinOf(Lease lease) {
        return task.state() instanceof TaskState.Running running
                && running.twin().filter(twin -> twin.lease().equals(lease)).isPresent();
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

    /// The attempt in progress, if any, will not be the winner, nor its twin.
    void attemptLost(Instant now) {
        part(now);
        if (task.state() instanceof TaskState.Running) {
            lostAttempts.put(task.epoch(), now);
            attemptEnded(now);
        }
    }

    Map<Epoch, Instant> lostAttempts() {
        return lostAttempts;
    }
}
