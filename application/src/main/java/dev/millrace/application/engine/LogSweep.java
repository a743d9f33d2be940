package dev.millrace.application.engine;

import dev.millrace.application.worker.AttemptLogs;

/// Writes the logs of attempts for which nobody waits.
///
/// @param logs of this engine's worker
record LogSweep(AttemptLogs logs) implements Sweep {
    @Override
    public void run() {
        logs.write();
    }
}
