package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Tally;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Gives a worker its next task: first whose turn it is, then which job, then which task. The database does it in one
/// call, `millrace.claim`; what is decided here is what to do when that leads nowhere.
///
/// Choosing among all ready tasks in one query would sort them all; choosing the job first costs the same whether a
/// hundred tasks wait or a hundred thousand.
final class Claiming {

    private static final Logger LOG = System.getLogger(Claiming.class.getName());

    private final Transactions transactions;
    private final Settling settling;
    private final JobReader jobReader;
    private final TaskReader reader;
    private final Clock clock;

    Claiming(Transactions transactions, Settling settling, JobReader jobReader, TaskReader reader, Clock clock) {
        this.transactions = transactions;
        this.settling = settling;
        this.jobReader = jobReader;
        this.reader = reader;
        this.clock = clock;
    }

    /// What came of one call.
    private sealed interface Try {
        record Got(Claim claim) implements Try {}

        /// The job has nothing for this worker any more, or nothing that it can read.
        record Missed(UUID job) implements Try {}

        record Nothing() implements Try {}
    }

    /// What to do about a job that somebody else holds at the moment.
    private enum Others {
        PASS_BY,
        WAIT_FOR
    }

    /// Workers that claim at once pass each other by. Only when that leaves nothing does one wait, so that a task is not
    /// overlooked because its job was busy for a moment. Each try holds one job's row at most.
    Optional<Claim> claim(Claimant worker, Duration lease) {
        return claim(worker, lease, Others.PASS_BY).or(() -> claim(worker, lease, Others.WAIT_FOR));
    }

    private Optional<Claim> claim(Claimant worker, Duration lease, Others others) {
        Set<UUID> missed = new HashSet<>();
        while (true) {
            switch (attempt(worker, lease, others, missed)) {
                case Try.Got got -> {
                    return Optional.of(got.claim());
                }
                case Try.Missed job -> missed.add(job.job());
                case Try.Nothing _ -> {
                    return Optional.empty();
                }
            }
        }
    }

    private Try attempt(Claimant worker, Duration lease, Others others, Set<UUID> missed) {
        return transactions
                .alone(connection -> ClaimCall.on(
                        connection,
                        worker,
                        lease,
                        missed,
                        others == Others.WAIT_FOR,
                        clock.instant().truncatedTo(ChronoUnit.MICROS))) // as stored
                .map(claimed -> readable(claimed, worker))
                .orElseGet(Try.Nothing::new);
    }

    /// Work of a job that this worker can't read is left to workers that can, rather than keeping it from all other work.
    private Try readable(ClaimCall.Claimed claimed, Claimant worker) {
        UUID job = claimed.job().id();
        if (claimed.newest() > StoredJson.SCHEMA_VERSION) {
            LOG.log(Level.WARNING, "Job {0} is passed by: a later version of Millrace wrote it", job);
        }
        if (claimed.task() == null) {
            return new Try.Missed(job);
        }
        Lease lease = lease(claimed.job(), claimed.task(), worker);
        try {
            return new Try.Got(claim(claimed.job(), claimed.task(), lease));
        } catch (Unreadable damaged) {
            LOG.log(Level.ERROR, "Job {0} is passed by: {1}", job, damaged.getMessage());
            settling.settle(lease, new Settlement.HandedBack());
            return new Try.Missed(job);
        }
    }

    private static Lease lease(JobRow job, ClaimCall.ClaimedTask task, Claimant worker) {
        var id = new TaskId(new JobId(job.id()), new TaskName(task.name()));
        return new Lease(id, new Epoch(task.epoch()), worker.worker());
    }

    private Claim claim(JobRow job, ClaimCall.ClaimedTask task, Lease lease) {
        return new Claim(
                lease,
                reader.work(task.work()),
                new Tally(task.attempts(), task.interruptions()),
                jobReader.job(job),
                reader.inputs(task.inputs()));
    }
}
