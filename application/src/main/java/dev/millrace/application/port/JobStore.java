package dev.millrace.application.port;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.work.NewTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Jobs, as clients see them. A job of another tenant is as unknown as one that never was, and so is an inspection to
/// all methods but [#submit], [#inspection] and [#forgetInspections].
public interface JobStore {
    /// Stores a queued job and its first tasks, and records its first event.
    ///
    /// Submitting a job id again changes nothing and answers [Submission.SameAsBefore].
    ///
    /// @param job in the state queued
    /// @param tasks its first tasks; those without needs are ready at once
    /// @param once makes a repeated request harmless; compared within the tenant
    /// @param most a job is stored only while fewer jobs of its tenant are queued; requests that come at the same moment may
    ///     exceed it by their number
    Submission submit(Job job, List<NewTask> tasks, Optional<Idempotency> once, int most);

    /// The same for any number of queued jobs.
    default Submission submit(Job job, List<NewTask> tasks, Optional<Idempotency> once) {
        return submit(job, tasks, once, Integer.MAX_VALUE);
    }

    /// The job as it is now; empty when the tenant has none of that id.
    Optional<Job> find(TenantId tenant, JobId id);

    /// The inspection as it is now; empty when the tenant has none of that id. It is completed, without outputs, when
    /// its probe is settled.
    Optional<Job> inspection(TenantId tenant, JobId id);

    /// Removes inspections that were created before a moment, in whatever state, the oldest first and at most `max`,
    /// and answers how many. They leave no objects.
    int forgetInspections(Instant before, int max);

    /// The tenant's jobs, newest first. Costs the same on every page and at any number of jobs.
    Page<Job> list(JobQuery query);

    /// Stops a queued or processing job: it becomes canceled, and every lease on its tasks is void at once.
    Change cancel(TenantId tenant, JobId id);

    /// Queues a failed or canceled job again. Done tasks stay done; all others start anew with a clean tally.
    Change retry(TenantId tenant, JobId id);

    /// Withholds the tasks of a queued or processing job from workers. Those that run go on, what they make counts, and
    /// what becomes ready by it waits. A job that is paused already stays as it is; one that is over refuses.
    Change pause(TenantId tenant, JobId id);

    /// Offers the tasks of a queued or processing job again. One that is not paused stays as it is; one that is over
    /// refuses. A job that ends, or is tried again, is paused no more.
    Change resume(TenantId tenant, JobId id);

    /// Gives a queued job another priority. In another class it begins beside the waiting job of its tenant that was
    /// served least. In any other state it refuses.
    Change prioritize(TenantId tenant, JobId id, Priority priority);

    /// Removes a job that is over. It is unknown from then on; a tombstone remains until its objects are collected
    /// (see [TaskStore#garbage]). The source is not touched.
    Change delete(TenantId tenant, JobId id);

    /// The job's events with a number greater than `after`, ascending and without a gap; empty when there are none.
    List<JobEvent> history(TenantId tenant, JobId id, long after);
}
