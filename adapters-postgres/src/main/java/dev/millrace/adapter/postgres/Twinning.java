package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Siblings;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.WorkKind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Gives a worker that has nothing to do a chunk that another one is slow at.
///
/// The database finds what runs for long and how fast its siblings are, [TwinPolicy] decides, and then the task is looked
/// at again with its job locked. Where nothing runs for long, which is nearly always, that is one query.
final class Twinning {

    private static final Logger LOG = System.getLogger(Twinning.class.getName());

    /// Of so many chunks that run longest the siblings are looked at.
    private static final int LOOKED_AT = 20;

    private final Transactions transactions;
    private final TaskRepository tasks;
    private final JobBook book;
    private final JobReader jobReader;
    private final TaskReader reader;

    Twinning(
            Transactions transactions,
            Repositories repositories,
            JobBook book,
            JobReader jobReader,
            TaskReader reader) {
        this.transactions = transactions;
        this.tasks = repositories.tasks();
        this.book = book;
        this.jobReader = jobReader;
        this.reader = reader;
    }

    private record Gain(SlowRow slow, double seconds) {}

    Optional<Claim> twin(Claimant worker, Duration lease, TwinPolicy policy) {
        if (!worker.kinds().contains(WorkKind.ENCODE_CHUNK)) {
            return Optional.empty();
        }
        return slow(worker, policy).stream()
                .flatMap(row -> gain(row, policy))
                .sorted(Comparator.comparingDouble(Gain::seconds).reversed())
                .flatMap(gain -> transactions.in(() -> join(gain.slow(), worker, lease)).stream())
                .findFirst();
    }

    private List<SlowRow> slow(Claimant worker, TwinPolicy policy) {
        return transactions.reading(() -> tasks.slow(
                worker.worker().value(),
                worker.encoder().value(),
                policy.patience().toMillis(),
                LOOKED_AT));
    }

    private static Stream<Gain> gain(SlowRow row, TwinPolicy policy) {
        OptionalDouble seconds = policy.gain(
                new Tally(row.attempts(), row.interruptions()),
                row.weight(),
                row.progress(),
                Duration.ofMillis(row.runningMillis()),
                new Siblings(row.known(), row.rate()));
        return seconds.stream().mapToObj(gained -> new Gain(row, gained));
    }

    /// Nothing when somebody else holds the job, or the task went on meanwhile.
    private Optional<Claim> join(SlowRow slow, Claimant worker, Duration lease) {
        if (worker.most().isPresent()) {
            tasks.takeTurns();
            if (tasks.running(slow.tenantId()) >= worker.most().getAsInt()) {
                return Optional.empty();
            }
        }
        return book.lockFree(List.of(slow.jobId())).stream()
                .filter(job -> job.state().status() == JobStatus.PROCESSING && !job.paused())
                .flatMap(job -> tasks.lock(job.tenant(), job.id(), slow.name()).stream()
                        .filter(task -> runsAlone(task, slow))
                        .flatMap(task -> join(job, task, worker, lease).stream()))
                .findFirst();
    }

    private static boolean runsAlone(TaskRow task, SlowRow slow) {
        return task.state().equals("running") && task.epoch() == slow.epoch() && task.twinEpoch() < task.epoch();
    }

    private Optional<Claim> join(LockedJob job, TaskRow task, Claimant worker, Duration lease) {
        try {
            TaskState.Running running = reader.running(task);
            Claim claim = new Claim(
                    new Lease(running.lease().task(), new Epoch(task.epoch() + 1), worker.worker()),
                    reader.work(task),
                    running.tally(),
                    jobReader.job(job.row()),
                    reader.inputs(tasks.inputs(job.tenant(), job.id(), task.name())));
            tasks.join(job.tenant(), job.id(), task.name(), worker.worker().value(), lease.toMillis());
            return Optional.of(claim);
        } catch (Unreadable damaged) {
            LOG.log(Level.DEBUG, "Job {0} gets no twin: {1}", job.id(), damaged.getMessage());
            return Optional.empty();
        }
    }
}
