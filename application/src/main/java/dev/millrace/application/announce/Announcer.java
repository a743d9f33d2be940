package dev.millrace.application.announce;

import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.job.Job;
import java.util.List;

/// Rings the bell for ready tasks and tells listeners about changed jobs, after the change is stored.
///
/// The rows that were not announced yet are the outbox. A process that dies between commit and ring loses nothing: the
/// next sweep rings.
public final class Announcer {
    /// More than this at once would only wake workers that find nothing left.
    private static final int BATCH = 500;

    private final TaskStore tasks;
    private final Signalling signalling;

    /// @param tasks the outbox
    /// @param signalling how to be heard
    public Announcer(TaskStore tasks, Signalling signalling) {
        this.tasks = tasks;
        this.signalling = signalling;
    }

    /// Rings for every task that became ready since it was last asked.
    ///
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the outbox can't be read; a sweep will do it
    public void ringReady() {
        List<Ring> rings = tasks.toRing(BATCH);
        if (!rings.isEmpty()) {
            signalling.queue().ring(rings);
            tasks.rung(rings);
        }
    }

    /// A job or one of its tasks changed.
    public void changed(Job job) {
        signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));
    }

    /// A job ended early: workers should stop its tasks.
    public void stopped(Job job) {
        signalling.signals().send(new Signal.JobStopped(job.id()));
        changed(job);
    }
}
