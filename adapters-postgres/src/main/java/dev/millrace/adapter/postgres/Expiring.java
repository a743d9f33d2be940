package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Expired;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    Expired expire(int max, Duration lease, RetryPolicy policy) {
        if (!tasks.hasRunFor(lease.toMillis())) {
            return new Expired(0, List.of());
        }
        int expired = 0;
        List<Job> failed = new ArrayList<>();
        for (LockedJob job : book.lockFree(jobsOf(tasks.late(max)))) {
            int interrupted = interrupt(job, max - expired, Expiring::isLate, policy);
            expired += interrupted;
            if (interrupted > 0
                    && job.state().status() == JobStatus.FAILED
                    && JobReader.purpose(job.row()) == Purpose.TRANSCODE) {
                failed.add(book.snapshot(job));
            }
        }
        return new Expired(expired, failed);
    }

    /// Ends the leases of a worker that is dead, late or not.
    int forsake(WorkerId dead, RetryPolicy policy) {
        int forsaken = 0;
        for (LockedJob job : book.lockFree(jobsOf(tasks.heldBy(dead.value())))) {
            forsaken += interrupt(
                    job, Integer.MAX_VALUE, (lease, _, _) -> lease.worker().equals(dead), policy);
        }
        return forsaken;
    }

    private static Set<UUID> jobsOf(List<TaskKeyRow> rows) {
        return rows.stream().map(TaskKeyRow::jobId).collect(Collectors.toSet());
    }

    /// Looks again, now that the rows are locked: a heartbeat may have come in between.
    private int interrupt(LockedJob job, int max, Lost lost, RetryPolicy policy) {
        List<TaskRow> unfinished = tasks.lockUnfinished(job.tenant(), job.id());
        Instant now = tasks.clock();
        int interrupted = 0;
        for (TaskRow row : unfinished) {
            if (interrupted < max
                    && !job.state().status().terminal()
                    && reader.state(row) instanceof TaskState.Running running) {
                interrupted += interrupt(job, row, running, lost, now, policy);
            }
        }
        if (interrupted > 0) {
            book.save(job);
        }
        return interrupted;
    }

    private interface Lost {
        boolean test(Lease lease, Instant expires, Instant now);
    }

    private static boolean isLate(Lease lease, Instant expires, Instant now) {
        return expires.isBefore(now);
    }

    /// Ends those leases of a task that are lost, and answers how many.
    private int interrupt(
            LockedJob job, TaskRow row, TaskState.Running running, Lost lost, Instant now, RetryPolicy policy) {
        boolean twinLost = running.twin()
                .filter(twin -> lost.test(twin.lease(), twin.expires(), now))
                .isPresent();
        boolean firstLost = lost.test(running.lease(), running.expires(), now);
        if (twinLost) {
            lostAttempts.part(job, row);
        }
        if (firstLost) {
            interrupt(job, twinLost ? row.alone() : row, running, now, policy);
        }
        return (twinLost ? 1 : 0) + (firstLost ? 1 : 0);
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
