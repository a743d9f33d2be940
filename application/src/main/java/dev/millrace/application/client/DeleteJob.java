package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;

/// Removes a job that is over. A sweep removes its objects; its source is not touched.
public final class DeleteJob {
    private final JobStore jobs;
    private final Announcer announcer;

    /// @param jobs keeps the job
    /// @param announcer tells listeners
    public DeleteJob(JobStore jobs, Announcer announcer) {
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /// Deletes a completed, failed or canceled job.
    public Change delete(TenantId tenant, JobId id) {
        Change change = jobs.delete(tenant, id);
        if (change instanceof Change.Changed changed) {
            announcer.changed(changed.job());
        }
        return change;
    }
}
