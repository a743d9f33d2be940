package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Work;
import dev.millrace.domain.work.WorkKind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives a worker its next task: first whose turn it is, then which job, then which task.
///
/// Choosing among all ready tasks in one query would sort them all; choosing the job first costs the same whether a
/// hundred tasks wait or a hundred thousand.
final class Claiming {

    private static final Logger LOG = System.getLogger(Claiming.class.getName());

    /// So often the lowest class that has work goes first, so that it never starves.
    private static final int LOWEST_EVERY = 8;

    private final Transactions transactions;
    private final FairnessRepository fairness;
    private final TaskRepository tasks;
    private final JobBook book;
    private final JobReader jobReader;
    private final TaskReader reader;

    Claiming(
            Transactions transactions,
            Repositories repositories,
            JobBook book,
            JobReader jobReader,
            TaskReader reader) {
        this.transactions = transactions;
        this.fairness = repositories.fairness();
        this.tasks = repositories.tasks();
        this.book = book;
        this.jobReader = jobReader;
        this.reader = reader;
    }

    /// What came of one transaction.
    private sealed interface Try {
        record Got(Claim claim) implements Try {}

        /// The job changed while it was being locked and has nothing for this worker any more.
        record Missed(UUID job) implements Try {}

        record Nothing() implements Try {}
    }

    /// Undoes the transaction in which it turned out.
    private static final class UnreadableJob extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final UUID job;

        UnreadableJob(UUID job, Unreadable cause) {
            super(cause.getMessage(), cause);
            this.job = job;
        }

        UUID job() {
            return job;
        }
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
            try {
                switch (transactions.in(() -> attempt(worker, lease, others, missed))) {
                    case Try.Got got -> {
                        return Optional.of(got.claim());
                    }
                    case Try.Missed job -> missed.add(job.job());
                    case Try.Nothing _ -> {
                        return Optional.empty();
                    }
                }
            } catch (UnreadableJob e) {
                LOG.log(Level.WARNING, "Job {0} is passed by: {1}", e.job(), e.getMessage());
                missed.add(e.job());
            }
        }
    }

    private Try attempt(Claimant worker, Duration lease, Others others, Set<UUID> missed) {
        for (ShareRow share : inTurn(fairness.waiting())) {
            Optional<JobRow> row = lockLeastServed(share, worker, others, missed);
            if (row.isPresent()) {
                return takeReadable(book.inHand(row.get()), share, worker, lease);
            }
        }
        return new Try.Nothing();
    }

    /// High before normal before low, every eighth time the other way round; then tenants, least served first.
    private static List<ShareRow> inTurn(List<ShareRow> waiting) {
        Comparator<ShareRow> byClass = Comparator.comparing(Claiming::classOf);
        boolean lowestFirst = !waiting.isEmpty() && waiting.getFirst().turn() % LOWEST_EVERY == 0;
        return waiting.stream()
                .sorted(lowestFirst ? byClass.reversed() : byClass)
                .toList();
    }

    private Optional<JobRow> lockLeastServed(ShareRow share, Claimant worker, Others others, Set<UUID> missed) {
        String passed = ArrayText.of(missed);
        String kinds = words(worker.kinds());
        String encoder = worker.encoder().value();
        return switch (others) {
            case PASS_BY -> fairness.lockLeastServed(share.tenantId(), share.priorityClass(), passed, kinds, encoder);
            case WAIT_FOR -> fairness.awaitLeastServed(share.tenantId(), share.priorityClass(), passed, kinds, encoder);
        };
    }

    /// Work of a job that this worker can't read is left to workers that can, rather than keeping it from all other work.
    private Try takeReadable(LockedJob job, ShareRow share, Claimant worker, Duration lease) {
        try {
            return take(job, share, worker, lease);
        } catch (Unreadable unreadable) {
            throw new UnreadableJob(job.id(), unreadable);
        }
    }

    /// The row was chosen by a look from before it was locked; its tasks are looked at again now that nobody else can
    /// change them.
    private Try take(LockedJob job, ShareRow share, Claimant worker, Duration lease) {
        TaskRow task = tasks.take(
                job.tenant(), job.id(), worker.worker().value(), lease.toMillis(), words(kindsFor(job, worker)));
        if (task == null) {
            return new Try.Missed(job.id());
        }
        Work work = reader.work(task);
        String encoder = work.kind() == WorkKind.ENCODE_CHUNK
                ? worker.encoder().value()
                : job.row().encoder();
        job.claimed(work.kind().phase());
        serve(job, share, encoder);
        var claim = new Claim(
                TaskReader.lease(task),
                work,
                TaskReader.tally(task),
                jobReader.job(job.row(), job.state(), job.startedAt(), encoder, job.version()),
                inputs(job, task));
        fairness.serveTenant(job.tenant(), share.priorityClass()); // last: all claims of the tenant meet here
        return new Try.Got(claim);
    }

    private void serve(LockedJob job, ShareRow share, @Nullable String encoder) {
        fairness.serve(
                job.tenant(),
                share.priorityClass(),
                job.id(),
                job.state().status().word(),
                JobBook.phaseOf(job.state()),
                job.startedAt(),
                encoder,
                job.version());
        book.tell(job);
    }

    /// Chunks of one job come from one build of the encoder.
    private static Set<WorkKind> kindsFor(LockedJob job, Claimant worker) {
        String pinned = job.row().encoder();
        if (pinned == null || pinned.equals(worker.encoder().value())) {
            return worker.kinds();
        }
        return worker.kinds().stream()
                .filter(kind -> kind != WorkKind.ENCODE_CHUNK)
                .collect(Collectors.toSet());
    }

    private Map<TaskName, Product> inputs(LockedJob job, TaskRow task) {
        if (task.needs().isEmpty()) {
            return Map.of();
        }
        return tasks.named(job.tenant(), job.id(), ArrayText.of(task.needs())).stream()
                .collect(Collectors.toMap(row -> new TaskName(row.name()), reader::product));
    }

    private static String words(Set<WorkKind> kinds) {
        return ArrayText.of(kinds.stream().map(WorkKind::word).toList());
    }

    private static PriorityClass classOf(ShareRow share) {
        return PriorityClass.valueOf(share.priorityClass().toUpperCase(Locale.ROOT));
    }
}
