package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.identity.WorkerId;
import java.util.Optional;

/// Makes a worker idle: it finishes what it has, claims nothing more, and stays. Whoever runs processes then stops it at
/// no cost. It does not end by itself, because Kubernetes and systemd would start it again, with new work.
public final class DrainWorker {
    private final WorkerRegistry workers;
    private final Announcer announcer;

    /// @param workers remembers what was asked
    /// @param announcer tells the worker at once
    public DrainWorker(WorkerRegistry workers, Announcer announcer) {
        this.workers = workers;
        this.announcer = announcer;
    }

    /// Asks it to. Empty: there is no such worker.
    public Optional<KnownWorker> drain(WorkerId id) {
        Optional<KnownWorker> asked = workers.drain(id);
        asked.ifPresent(_ -> announcer.drainAsked(id));
        return asked;
    }
}
