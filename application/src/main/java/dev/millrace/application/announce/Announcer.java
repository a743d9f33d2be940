package dev.millrace.application.announce;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import java.util.Collections;
import java.util.List;

/// Rings the bell for ready tasks, tells listeners about changed jobs and counts them, after the change is stored.
///
/// The rows that were not announced yet are the outbox. A process that dies between commit and ring loses nothing: the
/// next sweep rings.
public final class Announcer {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

    /// More than this at once would only wake workers that find nothing left.
    private static final int BATCH = 500;

    private final TaskStore tasks;
    private final Signalling signalling;
    private final Measures measures;

    /// @param tasks the outbox
    /// @param signalling how to be heard
    /// @param measures counts jobs
    public Announcer(TaskStore tasks, Signalling signalling, Measures measures) {
        this.tasks = tasks;
        this.signalling = signalling;
        this.measures = measures;
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

    /// The same for those who have just stored something, which succeeded whatever becomes of the ring.
    public void tryToRing() {
        try {
            ringReady();
        } catch (PersistenceUnavailable away) {
            LOG.log(System.Logger.Level.DEBUG, "The next sweep will ring: {0}", away.getMessage());
        }
    }

    /// Rings for tasks of a job that became ready just now, without a look into the outbox, where they stay: the next
    /// sweep rings again for those that nobody has claimed by then.
    ///
    /// @param because a task of the job
    /// @param count how many; 0 rings nothing
    public void ready(Job job, TaskName because, int count) {
        if (count > 0) {
            Ring ring = new Ring(job.priority().priorityClass(), new TaskId(job.id(), because));
            signalling.queue().ring(Collections.nCopies(Math.min(count, BATCH), ring));
        }
    }

    /// A job was stored.
    public void accepted(Job job) {
        measures.accepted(job);
        changed(job);
    }

    /// A worker was asked to drain.
    public void drainAsked(WorkerId worker) {
        signalling.signals().send(new Signal.DrainAsked(worker));
    }

    /// A job or one of its tasks changed.
    public void changed(Job job) {
        signalling.signals().send(new Signal.JobChanged(job.tenant(), job.id()));
    }

    /// A job is over. If it ended early, workers should stop its tasks.
    public void ended(Job job, JobStatus how) {
        measures.ended(job, how);
        if (how != JobStatus.COMPLETED) {
            signalling.signals().send(new Signal.JobStopped(job.id()));
        }
        changed(job);
    }
}
