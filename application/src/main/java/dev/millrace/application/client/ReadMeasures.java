package dev.millrace.application.client;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.NeedLoad;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.work.Blocked;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells whoever operates an engine what it does and what waits.
public final class ReadMeasures {
    private final Measures measures;
    private final Persistence persistence;
    private final Duration lease;
    private final Duration target;

    /// @param measures what this process did
    /// @param persistence knows what waits and who works, of all processes
    /// @param lease a worker that was silent for longer is not alive
    /// @param target how soon what waits should be done, for [#demand]
    public ReadMeasures(Measures measures, Persistence persistence, Duration lease, Duration target) {
        this.measures = measures;
        this.persistence = persistence;
        this.lease = lease;
        this.target = target;
    }

    /// What this process did since it was started.
    public Measures.Reading process() {
        return measures.read();
    }

    /// What waits for a worker now, the most urgent class first.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public List<QueueLoad> queue() {
        return persistence.tasks().queue();
    }

    /// What waits although nobody alive can take it, by why; empty when all that waits can be taken.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public List<BlockedLoad> blocked() {
        List<NeedLoad> needs = persistence.tasks().needs();
        if (needs.isEmpty()) {
            return List.of();
        }
        Workforce workers = persistence.workers().workforce(lease);
        Map<Blocked, Long> counted =
                new TreeMap<>(Comparator.comparing(Blocked::reason).thenComparing(Blocked::sentence));
        needs.forEach(load ->
                Blocked.of(load.need(), workers).ifPresent(blocked -> counted.merge(blocked, load.ready(), Long::sum)));
        return counted.entrySet().stream()
                .map(entry -> new BlockedLoad(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// What is left to do, and how many workers it takes to do that in time.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public Demand demand() {
        return Demand.of(
                persistence.tasks().backlog(),
                target,
                persistence.workers().fleet(lease),
                workers().getOrDefault(WorkerState.WORKING, 0));
    }

    /// How many workers are in each state.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public Map<WorkerState, Integer> workers() {
        return persistence.workers().census(lease);
    }
}
