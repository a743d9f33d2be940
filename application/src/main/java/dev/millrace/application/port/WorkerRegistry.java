package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Which workers are alive, what they hold, and which were asked to stop. Workers belong to no tenant.
public interface WorkerRegistry {
    /// Says in one go that a worker is alive and that it is still on its tasks, and answers what it must know.
    ///
    /// A lease counts if it is this worker's and the task still runs under its epoch, whether or not it ran out; it then
    /// lasts for another `extension`. A lease that is missing in [Pulse#held] is lost for good: stop at once.
    ///
    /// An exhausted or blocked store of jobs and tasks does not keep it from being heard, if the adapter can help it: by
    /// this call leases live.
    Pulse beat(WorkerCard card, Collection<Heartbeat> leases, Duration extension);

    /// Workers that said so within the last `age`, by the store's own clock, in the order of their ids, which is that in
    /// which they started.
    ///
    /// @param age how long a worker may be silent and count as alive
    /// @param limit how many at most
    /// @param from where a page before ended
    Page<KnownWorker> living(Duration age, int limit, Optional<Cursor> from);

    /// How many of them are in each state; states that none is in are missing.
    Map<WorkerState, Integer> census(Duration age);

    /// The living workers that take tasks, taken together: the sum of their slots, and the mean pace of the slots of those
    /// that know theirs. Empty when there is none.
    Optional<Fleet> fleet(Duration age);

    /// What the living workers that take tasks can do.
    Workforce workforce(Duration age);

    /// Asks a worker to finish what it has and to claim nothing more. It hears of it with its next beat, and stays asked
    /// as long as it is known. Empty: there is no such worker.
    Optional<KnownWorker> drain(WorkerId worker);

    /// Says that a worker ended.
    void gone(WorkerId worker);

    /// Forgets workers that have been silent for so long; answers how many.
    int forget(Duration silent);
}
