package dev.millrace.application.memory;

import dev.millrace.application.port.Claimant;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Siblings;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// Which running chunk is to have a twin: the one that is likely to take longest by itself.
final class TwinChoice {
    private final Table table;
    private final FairChoice fair;

    TwinChoice(Table table, FairChoice fair) {
        this.table = table;
        this.fair = fair;
    }

    private record Gain(FairChoice.Chosen chosen, double seconds) {}

    Optional<FairChoice.Chosen> next(Claimant worker, TwinPolicy policy) {
        Set<TenantId> full = fair.full(worker);
        return table.oldestFirst().stream()
                .filter(job -> job.state().status() == JobStatus.PROCESSING && !job.paused())
                .filter(job -> !full.contains(job.tenant())
                        && job.encoder().equals(Optional.of(worker.encoder()))
                        && worker.kinds().contains(WorkKind.ENCODE_CHUNK))
                .flatMap(job -> gains(job, worker, policy))
                .max(Comparator.comparingDouble(Gain::seconds))
                .map(Gain::chosen);
    }

    private Stream<Gain> gains(JobRow job, Claimant worker, TwinPolicy policy) {
        List<TaskRow> chunks = job.byRank().stream()
                .filter(row -> row.task().work().kind() == WorkKind.ENCODE_CHUNK)
                .toList();
        return chunks.stream()
                .filter(TaskRow::isAlone)
                .flatMap(row -> gain(row, chunks, worker, policy).stream()
                        .mapToObj(seconds -> new Gain(new FairChoice.Chosen(job, row), seconds)));
    }

    private OptionalDouble gain(TaskRow row, List<TaskRow> chunks, Claimant worker, TwinPolicy policy) {
        if (!(row.state() instanceof TaskState.Running running)
                || running.lease().worker().equals(worker.worker())) {
            return OptionalDouble.empty();
        }
        Siblings others = Siblings.of(chunks.stream()
                .filter(other -> other != row)
                .flatMap(other -> rate(other).stream().boxed())
                .toList());
        return policy.gain(running.tally(), row.task().weight(), running.progress(), took(row), others);
    }

    /// Empty where nothing of it is done.
    private OptionalDouble rate(TaskRow row) {
        double done = row.task().weight() * done(row.state());
        if (done == 0 || took(row).isZero()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(done / (took(row).toNanos() / 1e9));
    }

    private Duration took(TaskRow row) {
        LatestAttempt latest = row.task().latest().orElseThrow();
        return Duration.between(latest.startedAt(), latest.finishedAt().orElseGet(table::now));
    }

    private static double done(TaskState state) {
        return switch (state) {
            case TaskState.Done _ -> 1;
            case TaskState.Running running -> running.progress();
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> 0;
        };
    }
}
