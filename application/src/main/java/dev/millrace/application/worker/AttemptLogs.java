package dev.millrace.application.worker;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Purpose;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The logs of a worker's attempts, on their way into the persistence.
///
/// That of a failure is written before the failure is settled, so that whoever sees the one finds the other. All others
/// wait for the next round of sweeps and go together, because nobody waits for them and tasks should.
public final class AttemptLogs {
    private static final System.Logger LOG = System.getLogger(AttemptLogs.class.getName());

    /// While the persistence is away; then the oldest are dropped.
    private static final int MOST_WAITING = 500;

    private final AttemptStore store;
    private final Clock clock;
    private final List<AttemptStore.Logged> waiting = new ArrayList<>();

    /// @param store where they go
    /// @param clock dates what is said
    public AttemptLogs(AttemptStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    AttemptLog begin(Claim claim, WorkerId worker) {
        return new AttemptLog(claim, worker, clock);
    }

    /// The attempt is about to be settled so.
    void failing(Claim claim, AttemptLog log, Settlement settlement) {
        switch (settlement) {
            case Settlement.Retried retried ->
                failed(claim, log.ended(AttemptEnd.RETRIED, Optional.of(retried.failure())));
            case Settlement.GaveUp gaveUp -> failed(claim, log.ended(AttemptEnd.FAILED, Optional.of(gaveUp.failure())));
            case Settlement.Succeeded _, Settlement.Postponed _, Settlement.HandedBack _ -> {}
        }
    }

    /// The attempt was settled so, and that counts. Of one that was postponed or handed back there is nothing to tell.
    void settled(Claim claim, AttemptLog log, Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded) {
            keep(claim, log.ended(AttemptEnd.DONE, Optional.empty()));
        }
    }

    /// Nothing of the attempt counts.
    void lost(Claim claim, AttemptLog log) {
        keep(claim, log.ended(AttemptEnd.LOST, Optional.empty()));
    }

    private void failed(Claim claim, AttemptStore.Logged logged) {
        keep(claim, logged);
        try {
            write();
        } catch (PersistenceUnavailable away) {
            LOG.log(System.Logger.Level.DEBUG, "A log is written later: {0}", away.getMessage());
        }
    }

    private synchronized void keep(Claim claim, AttemptStore.Logged logged) {
        if (claim.job().purpose() == Purpose.TRANSCODE) {
            waiting.add(logged);
            if (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
            }
        }
    }

    /// Writes what waits.
    ///
    /// @throws PersistenceUnavailable when it has to wait longer
    public void write() {
        List<AttemptStore.Logged> batch = taken();
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.keep(batch);
        } catch (PersistenceUnavailable away) {
            putBack(batch);
            throw away;
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "The logs of some attempts are lost by a fault of Millrace", fault);
        }
    }

    private synchronized List<AttemptStore.Logged> taken() {
        List<AttemptStore.Logged> batch = List.copyOf(waiting);
        waiting.clear();
        return batch;
    }

    private synchronized void putBack(List<AttemptStore.Logged> batch) {
        int room = MOST_WAITING - waiting.size();
        waiting.addAll(0, batch.subList(Math.max(0, batch.size() - room), batch.size()));
    }
}
