package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;

/// Tries a failed or canceled job again for its owner. Only what is missing is redone.
public final class RetryJob {
    private final JobStore jobs;
    private final Announcer announcer;

    /// @param jobs keeps the job
    /// @param announcer rings for its tasks
    public RetryJob(JobStore jobs, Announcer announcer) {
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /// Queues the job again.
    public Change retry(TenantId tenant, JobId id) {
        Change change = jobs.retry(tenant, id);
        if (change instanceof Change.Changed changed) {
            announcer.tryToRing();
            announcer.changed(changed.job());
        }
        return change;
    }
}
