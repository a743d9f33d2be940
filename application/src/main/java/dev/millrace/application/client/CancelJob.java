package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;

/// Stops a job for its owner. Its leases are void at once; workers are told to stop, and would notice by themselves.
public final class CancelJob {
    private final JobStore jobs;
    private final Announcer announcer;

    /// @param jobs keeps the job
    /// @param announcer tells workers
    public CancelJob(JobStore jobs, Announcer announcer) {
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /// Cancels a queued or processing job.
    public Change cancel(TenantId tenant, JobId id) {
        Change change = jobs.cancel(tenant, id);
        if (change instanceof Change.Changed changed) {
            announcer.ended(changed.job(), JobStatus.CANCELED);
        }
        return change;
    }
}
