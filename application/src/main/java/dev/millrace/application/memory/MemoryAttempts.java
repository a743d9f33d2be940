package dev.millrace.application.memory;

import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.Epoch;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [AttemptStore] in memory.
final class MemoryAttempts implements AttemptStore {
    private static final Comparator<EndedAttempt> ORDER = Comparator.comparing(
                    (EndedAttempt attempt) -> attempt.task().name().value())
            .thenComparing(EndedAttempt::epoch);

    private final Table table;
    private final Map<Key, Logged> attempts = new LinkedHashMap<>();

    MemoryAttempts(Table table) {
        this.table = table;
    }

    @Override
    public void keep(Collection<Logged> more) {
        table.transaction(() -> {
            attempts.keySet().removeIf(key -> table.job(key.task().job()).isEmpty());
            more.stream()
                    .filter(logged -> has(
                            logged.attempt().tenant(), logged.attempt().task().job()))
                    .forEach(logged -> attempts.putIfAbsent(
                            new Key(logged.attempt().task(), logged.attempt().epoch()), logged));
            return true;
        });
    }

    @Override
    public List<EndedAttempt> of(TenantId tenant, JobId job) {
        return table.transaction(() -> has(tenant, job)
                ? attempts.values().stream()
                        .map(Logged::attempt)
                        .filter(attempt -> attempt.task().job().equals(job))
                        .sorted(ORDER)
                        .toList()
                : List.of());
    }

    @Override
    public Optional<String> log(TenantId tenant, TaskId task, Epoch attempt) {
        return table.transaction(() -> Optional.ofNullable(attempts.get(new Key(task, attempt)))
                .filter(_ -> has(tenant, task.job()))
                .map(Logged::log));
    }

    private boolean has(TenantId tenant, JobId job) {
        return table.job(tenant, job).isPresent();
    }

    private record Key(TaskId task, Epoch epoch) {}
}
