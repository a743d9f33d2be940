package dev.millrace.application.announce;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Submission;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.TaskGraph;
import java.util.Collections;
import java.util.List;

/// Rings the bell for ready tasks, tells listeners about changed jobs and counts them, after the change is stored.
///
/// What became ready by a submission or a success is rung for by whoever stored that. Everything else that becomes ready,
/// such as a task whose lease ran out or whose delay is over, lies in an outbox until a sweep rings for it.
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

    /// Rings for what a submission made ready.
    public void submitted(Submission.Accepted accepted) {
        ring(accepted.job(), TaskGraph.atSubmit().getFirst().name(), accepted.ready());
    }

    /// Rings for what the success of a task made ready.
    ///
    /// @param success of one of the job's tasks
    public void succeeded(Job job, TaskName success, Settled.Accepted settled) {
        ring(job, success, settled.ready());
    }

    /// Their rows count as rung already. Should this process die first, or the ring be lost, a worker that waits looks by
    /// itself within one sweep.
    private void ring(Job job, TaskName because, int count) {
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
