package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;

/// Withholds a job's tasks from workers for its owner, and offers them again. What runs goes on.
public final class PauseJob {
    private final JobStore jobs;
    private final Announcer announcer;

    /// @param jobs keeps the job
    /// @param announcer tells those who watch, and rings for what is offered again
    public PauseJob(JobStore jobs, Announcer announcer) {
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /// Pauses a queued or processing job.
    public Change pause(TenantId tenant, JobId id) {
        Change change = jobs.pause(tenant, id);
        if (change instanceof Change.Changed changed) {
            announcer.changed(changed.job());
        }
        return change;
    }

    /// Goes on with it.
    public Change resume(TenantId tenant, JobId id) {
        Change change = jobs.resume(tenant, id);
        if (change instanceof Change.Changed changed) {
            announcer.tryToRing();
            announcer.changed(changed.job());
        }
        return change;
    }
}
