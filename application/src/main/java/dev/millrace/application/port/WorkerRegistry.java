package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import java.time.Duration;
import java.util.List;

/// Which workers are alive, and which were asked to stop. For people and for scaling; no guarantee rests on it.
public interface WorkerRegistry {
    /// Says that a worker is alive, and answers whether it was asked to drain.
    boolean alive(WorkerCard card);

    /// Workers that said so within the last `age`, by the store's own clock, the eldest first.
    List<WorkerCard> living(Duration age);

    /// Asks a worker to finish what it has and stop; answers whether the worker is known.
    boolean drain(WorkerId worker);

    /// Says that a worker ended.
    void gone(WorkerId worker);
}
