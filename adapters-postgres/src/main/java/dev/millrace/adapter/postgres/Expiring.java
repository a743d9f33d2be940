package dev.millrace.adapter.postgres;

import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Ends leases that ran out, within a transaction of the caller.
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
        Set<UUID> jobs = tasks.late(max).stream().map(TaskKeyRow::jobId).collect(Collectors.toSet());
        int expired = 0;
        for (LockedJob job : book.lockFree(jobs)) {
            expired += expire(job, max - expired, policy);
        }
        return expired;
    }

    /// Looks again, now that the rows are locked: a heartbeat may have come in between.
    private int expire(LockedJob job, int max, RetryPolicy policy) {
        List<TaskRow> unfinished = tasks.lockUnfinished(job.tenant(), job.id());
        Instant now = tasks.clock();
        int expired = 0;
        for (TaskRow row : unfinished) {
            if (expired < max && !job.state().status().terminal() && isLate(row, now)) {
                interrupt(job, row, now, policy);
                expired++;
            }
        }
        if (expired > 0) {
            book.save(job);
        }
        return expired;
    }

    private boolean isLate(TaskRow row, Instant now) {
        return reader.state(row) instanceof TaskState.Running running
                && running.expires().isBefore(now);
    }

    private void interrupt(LockedJob job, TaskRow row, Instant now, RetryPolicy policy) {
        TaskState.Running running = reader.running(row);
        int interruptions = running.tally().interrupted().interruptions();
        Optional<Duration> delay = policy.delayAfterInterruption(interruptions, random.nextDouble());
        if (delay.isPresent()) {
            lostAttempts.offerAgain(job, row, running.interrupted(now.plus(delay.get())), row.settledEpoch());
        } else {
            lostAttempts.giveUp(job, row, running.keptDying(policy.keptDying()), row.settledEpoch());
        }
    }
}
