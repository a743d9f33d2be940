package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Priority;

/// Gives a job that waits for its first worker another priority.
public final class PrioritizeJob {
    private final JobStore jobs;
    private final Announcer announcer;

    /// @param jobs keeps the job
    /// @param announcer rings in its new class
    public PrioritizeJob(JobStore jobs, Announcer announcer) {
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /// Changes the priority of a queued job.
    public Change prioritize(TenantId tenant, JobId id, Priority priority) {
        Change change = jobs.prioritize(tenant, id, priority);
        if (change instanceof Change.Changed changed) {
            announcer.tryToRing();
            announcer.changed(changed.job());
        }
        return change;
    }
}
