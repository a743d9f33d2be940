package dev.millrace.application.memory;

import dev.millrace.application.port.Claimant;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                        .thenComparingLong(
                                c -> table.served(c.job().tenant(), c.job().priorityClass()))
                        .thenComparing(c -> c.job().tenant().value())
                        .thenComparingLong(c -> c.job().served())
                        .thenComparing(c -> c.job().id()));
        chosen.ifPresent(_ -> claims++);
        return chosen;
    }

    private List<Chosen> candidates(Claimant worker) {
        Set<TenantId> full = full(worker);
        return table.oldestFirst().stream()
                .filter(job -> !job.paused() && !full.contains(job.tenant()))
                .flatMap(job -> job.byRank().stream()
                        .filter(row -> isClaimable(job, row, worker))
                        .findFirst()
                        .map(row -> new Chosen(job, row))
                        .stream())
                .toList();
    }

    /// Tenants of which as many tasks run as may, twins among them.
    Set<TenantId> full(Claimant worker) {
        if (worker.most().isEmpty()) {
            return Set.of();
        }
        Map<TenantId, Long> running = table.oldestFirst().stream()
                .flatMap(job -> job.byRank().stream().map(row -> Map.entry(job.tenant(), attempts(row))))
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)));
        return running.entrySet().stream()
                .filter(tenant -> tenant.getValue() >= worker.most().getAsInt())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static long attempts(TaskRow row) {
        return row.state() instanceof TaskState.Running running
                ? 1 + running.twin().stream().count()
                : 0;
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
