package dev.millrace.application.client;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.TaskStore;
import java.util.List;

/// Tells whoever operates an engine what it does and what waits.
public final class ReadMeasures {
    private final Measures measures;
    private final TaskStore tasks;

    /// @param measures what this process did
    /// @param tasks what waits, for all processes
    public ReadMeasures(Measures measures, TaskStore tasks) {
        this.measures = measures;
        this.tasks = tasks;
    }

    /// What this process did since it was started.
    public Measures.Reading process() {
        return measures.read();
    }

    /// What waits for a worker now, the most urgent class first.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the store does not answer
    public List<QueueLoad> queue() {
        return tasks.queue();
    }
}
