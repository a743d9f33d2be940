package dev.millrace.application.engine;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.client.ClearUpload;
import dev.millrace.application.client.TellArrival;
import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.TaskStore;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.application.worker.AttemptLogs;
import dev.millrace.domain.work.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs all sweeps. One that fails does not keep the others from running.
public final class Reconciler {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    private final List<Sweep> sweeps;
    private boolean away;

    /// @param tasks what is swept
    /// @param media where garbage lies
    /// @param announcer rings, and tells of jobs that failed
    /// @param policy what a lost lease costs
    /// @param lease of all workers
    /// @param clock for outages of its own, and for the age of what is left over
    public Reconciler(
            TaskStore tasks, MediaStore media, Announcer announcer, RetryPolicy policy, Duration lease, Clock clock) {
        this.sweeps = List.of(
                new ExpireSweep(tasks, announcer, policy, lease, clock),
                new RingSweep(announcer),
                new CollectSweep(tasks, media, lease.multipliedBy(2)),
                new UnfinishedSweep(media, clock));
    }

    private Reconciler(List<Sweep> sweeps) {
        this.sweeps = sweeps;
    }

    /// The same, which also ends uploads that nobody completed in time, clears away what they left, and tells jobs that
    /// wait for uploads how far these have come.
    public Reconciler withUploads(
            UploadStore uploads, ClearUpload clearing, ArrivalStore arrivals, TellArrival telling) {
        return with(new ArrivalSweep(arrivals, telling)).with(new UploadSweep(uploads, clearing, telling));
    }

    /// The same, which also forgets inspections.
    public Reconciler withInspections(JobStore jobs, Clock clock) {
        return with(new InspectionSweep(jobs, clock));
    }

    /// The same, which also forgets workers that are long dead.
    public Reconciler withWorkers(WorkerRegistry workers) {
        return with(new RegistrySweep(workers));
    }

    /// The same, which also writes the logs of a worker's attempts.
    public Reconciler withLogs(AttemptLogs logs) {
        return with(new LogSweep(logs));
    }

    private Reconciler with(Sweep sweep) {
        List<Sweep> more = new ArrayList<>(sweeps);
        more.add(sweep);
        return new Reconciler(List.copyOf(more));
    }

    /// One round. Not to be called by two threads at once.
    public void sweep() {
        boolean failed = false;
        for (Sweep sweep : sweeps) {
            try {
                sweep.run();
            } catch (PersistenceUnavailable | MediaFailed unavailable) {
                failed = true;
                // Once for each outage; an operator needs no line every two seconds.
                System.Logger.Level level = away ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
                LOG.log(level, "Sweeps will be tried again: {0}", unavailable.getMessage());
            }
        }
        away = failed;
    }
}
