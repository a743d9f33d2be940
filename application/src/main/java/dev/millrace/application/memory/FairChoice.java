package dev.millrace.application.memory;

import dev.millrace.application.port.Claimant;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which ready task is next: by class, then the tenant and the job that were served least, then rank.
final class FairChoice {
    /// So often the lowest class that has work goes first, so that it never starves.
    private static final int LOWEST_EVERY = 8;

    private final Table table;
    private long claims;

    FairChoice(Table table) {
        this.table = table;
    }

    /// A task and its job.
    record Chosen(JobRow job, TaskRow task) {}

    Optional<Chosen> next(Claimant worker) {
        Comparator<Chosen> byClass = Comparator.comparing(chosen -> chosen.job().priorityClass());
        boolean lowestFirst = claims % LOWEST_EVERY == LOWEST_EVERY - 1;
        Optional<Chosen> chosen = candidates(worker).stream()
                .min((lowestFirst ? byClass.reversed() : byClass)
                        .thenComparingLong(c -> table.served(c.job().tenant()))
                        .thenComparing(c -> c.job().tenant().value())
                        .thenComparingLong(c -> c.job().served())
                        .thenComparing(c -> c.job().id()));
        chosen.ifPresent(_ -> claims++);
        return chosen;
    }

    private List<Chosen> candidates(Claimant worker) {
        return table.oldestFirst().stream()
                .filter(job -> !job.paused())
                .flatMap(job -> job.byRank().stream()
                        .filter(row -> isClaimable(job, row, worker))
                        .findFirst()
                        .map(row -> new Chosen(job, row))
                        .stream())
                .toList();
    }

    private boolean isClaimable(JobRow job, TaskRow row, Claimant worker) {
        WorkKind kind = row.task().work().kind();
        return row.state() instanceof TaskState.Ready ready
                && !ready.notBefore().isAfter(table.now())
                && worker.kinds().contains(kind)
                && (kind != WorkKind.ENCODE_CHUNK
                        || job.encoder().isEmpty()
                        || job.encoder().get().equals(worker.encoder()));
    }
}
