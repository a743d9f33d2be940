package dev.millrace.adapter.postgres;

import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Ends leases that ran out, or whose worker is dead, within a transaction of the caller.
///
/// Jobs that somebody holds are left for the next sweep, so this waits for no job while it holds others.
final class Expiring {

    private final TaskRepository tasks;
    private final JobBook book;
    private final LostAttempts lostAttempts;
    private final TaskReader reader;
    private final RandomGenerator random;

    Expiring(
            Repositories repositories,
            JobBook book,
            LostAttempts lostAttempts,
            TaskReader reader,
            RandomGenerator random) {
        this.tasks = repositories.tasks();
        this.book = book;
        this.lostAttempts = lostAttempts;
        this.reader = reader;
        this.random = random;
    }

    int expire(int max, Duration lease, RetryPolicy policy) {
        if (!tasks.hasRunFor(lease.toMillis())) {
            return 0;
        }
        int expired = 0;
        for (LockedJob job : book.lockFree(jobsOf(tasks.late(max)))) {
            expired += interrupt(job, max - expired, Expiring::isLate, policy);
        }
        return expired;
    }

    /// Ends the leases of a worker that is dead, late or not.
    int forsake(WorkerId dead, RetryPolicy policy) {
        int forsaken = 0;
        for (LockedJob job : book.lockFree(jobsOf(tasks.heldBy(dead.value())))) {
            forsaken += interrupt(
                    job,
                    Integer.MAX_VALUE,
                    (running, now) -> running.lease().worker().equals(dead),
                    policy);
        }
        return forsaken;
    }

    private static Set<UUID> jobsOf(List<TaskKeyRow> rows) {
        return rows.stream().map(TaskKeyRow::jobId).collect(Collectors.toSet());
    }

    /// Looks again, now that the rows are locked: a heartbeat may have come in between.
    private int interrupt(LockedJob job, int max, BiPredicate<TaskState.Running, Instant> lost, RetryPolicy policy) {
        List<TaskRow> unfinished = tasks.lockUnfinished(job.tenant(), job.id());
        Instant now = tasks.clock();
        int interrupted = 0;
        for (TaskRow row : unfinished) {
            if (interrupted < max
                    && !job.state().status().terminal()
                    && reader.state(row) instanceof TaskState.Running running
                    && lost.test(running, now)) {
                interrupt(job, row, running, now, policy);
                interrupted++;
            }
        }
        if (interrupted > 0) {
            book.save(job);
        }
        return interrupted;
    }

    private static boolean isLate(TaskState.Running running, Instant now) {
        return running.expires().isBefore(now);
    }

    private void interrupt(LockedJob job, TaskRow row, TaskState.Running running, Instant now, RetryPolicy policy) {
        int interruptions = running.tally().interrupted().interruptions();
        Optional<Duration> delay = policy.delayAfterInterruption(interruptions, random.nextDouble());
        if (delay.isPresent()) {
            lostAttempts.offerAgain(job, row, running.interrupted(now.plus(delay.get())), row.settledEpoch());
        } else {
            lostAttempts.giveUp(job, row, running.keptDying(policy.keptDying()), row.settledEpoch());
        }
    }
}
