package dev.millrace.application.client;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Tells whoever operates an engine what it does and what waits.
public final class ReadMeasures {
    private final Measures measures;
    private final Persistence persistence;
    private final Duration lease;

    /// @param measures what this process did
    /// @param persistence knows what waits and who works, of all processes
    /// @param lease a worker that was silent for longer is not alive
    public ReadMeasures(Measures measures, Persistence persistence, Duration lease) {
        this.measures = measures;
        this.persistence = persistence;
        this.lease = lease;
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

    /// How many workers are in each state.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public Map<WorkerState, Integer> workers() {
        return persistence.workers().census(lease);
    }
}
