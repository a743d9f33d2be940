package dev.millrace.adapter.postgres;

import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.TaskState;

/// Writes attempts that did not lead to a product: settled in vain, handed back, or expired. All of it runs within a
/// transaction of the caller, who holds the job.
final class LostAttempts {

    private final TaskRepository tasks;
    private final GarbageRepository garbage;
    private final JobBook book;

    LostAttempts(Repositories repositories, JobBook book) {
        this.tasks = repositories.tasks();
        this.garbage = repositories.garbage();
        this.book = book;
    }

    /// The task is offered again, unless a twin is on it.
    ///
    /// @param settledEpoch the epoch whose worker settled it, to know the same call again
    void offerAgain(LockedJob job, TaskRow task, TaskState.Ready next, long settledEpoch) {
        if (task.twinWorkerId() != null) {
            passOn(job, task, next.tally(), settledEpoch);
            return;
        }
        garbage.lose(job.tenant(), job.id(), task.name());
        tasks.ready(
                job.tenant(),
                job.id(),
                task.name(),
                next.tally().attempts(),
                next.tally().interruptions(),
                next.notBefore(),
                settledEpoch);
    }

    /// The first attempt ended in vain, and its twin goes on in its place.
    ///
    /// @param settledEpoch the epoch whose worker settled it, to know the same call again
    private void passOn(LockedJob job, TaskRow task, Tally after, long settledEpoch) {
        garbage.loseAgain(job.tenant(), job.id(), task.name(), task.epoch());
        tasks.passOn(job.tenant(), job.id(), task.name(), after.attempts(), after.interruptions(), settledEpoch);
    }

    /// The twin ended in vain.
    void part(LockedJob job, TaskRow task) {
        garbage.loseAgain(job.tenant(), job.id(), task.name(), task.twinEpoch());
        tasks.part(job.tenant(), job.id(), task.name());
    }

    /// The task waits until more of its source has arrived.
    void postpone(LockedJob job, TaskRow task, long bytes) {
        garbage.lose(job.tenant(), job.id(), task.name());
        tasks.postpone(job.tenant(), job.id(), task.name(), bytes);
    }

    /// An attempt that was given up long ago stopped only now.
    void stopped(LockedJob job, TaskRow task, long epoch) {
        garbage.loseAgain(job.tenant(), job.id(), task.name(), epoch);
    }

    /// The task fails, and its job with it.
    ///
    /// @param settledEpoch the epoch whose worker settled it, to know the same call again
    void giveUp(LockedJob job, TaskRow task, TaskState.Failed next, long settledEpoch) {
        garbage.lose(job.tenant(), job.id(), task.name());
        tasks.failed(
                job.tenant(),
                job.id(),
                task.name(),
                next.tally().attempts(),
                next.tally().interruptions(),
                next.failure().code().word(),
                next.failure().sentence(),
                settledEpoch);
        book.fail(job, next.failure());
    }
}
