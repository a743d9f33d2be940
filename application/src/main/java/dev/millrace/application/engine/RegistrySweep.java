package dev.millrace.application.engine;

import dev.millrace.application.port.WorkerRegistry;
import java.time.Duration;

/// Forgets workers that died without a word. Until then they can still be told from those that never were.
///
/// @param workers knows them
record RegistrySweep(WorkerRegistry workers) implements Sweep {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    @Override
    public void run() {
        workers.forget(REMEMBERED);
    }
}
