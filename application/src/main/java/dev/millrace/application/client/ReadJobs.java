package dev.millrace.application.client;

import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.TaskStore;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobReport;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Workforce;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows jobs to their owner.
public final class ReadJobs {
    private static final Workforce NOBODY = new Workforce(Set.of(), false);

    private final JobStore jobs;
    private final TaskStore tasks;
    private final AttemptStore attempts;
    private final WorkerRegistry workers;
    private final Duration lease;
    private final Clock clock;

    /// @param jobs the truth about jobs
    /// @param tasks the truth about their tasks
    /// @param attempts how they went
    /// @param workers who can do what
    /// @param lease a worker that was silent for longer is not alive
    /// @param clock to judge how long a job will take
    public ReadJobs(
            JobStore jobs,
            TaskStore tasks,
            AttemptStore attempts,
            WorkerRegistry workers,
            Duration lease,
            Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.attempts = attempts;
        this.workers = workers;
        this.lease = lease;
        this.clock = clock;
    }

    /// A job with all that its tasks say about it; empty when the tenant has none of that id.
    public Optional<JobReport> report(TenantId tenant, JobId id) {
        // The job first: tasks read later can only be further on, so that a job that is over has no running task.
        return jobs.find(tenant, id).map(job -> report(job, tasks.of(tenant, id)));
    }

    /// Who can do what matters only while something waits for them.
    private JobReport report(Job job, List<Task> itsTasks) {
        boolean waits = itsTasks.stream().anyMatch(task -> task.state() instanceof TaskState.Ready);
        return JobReport.of(job, itsTasks, waits ? workers.workforce(lease) : NOBODY, clock.instant());
    }

    /// The snapshot alone; empty when the tenant has none of that id.
    public Optional<Job> find(TenantId tenant, JobId id) {
        return jobs.find(tenant, id);
    }

    /// Jobs, newest first, a page at a time.
    public Page<Job> list(JobQuery query) {
        return jobs.list(query);
    }

    /// A job's tasks in the order of their rank; empty when the tenant has no such job.
    public Optional<List<Task>> tasks(TenantId tenant, JobId id) {
        return jobs.find(tenant, id).map(_ -> tasks.of(tenant, id));
    }

    /// The attempts at a job's tasks that are over, by task, each in order; without those whose workers died.
    public Map<TaskName, List<EndedAttempt>> attempts(TenantId tenant, JobId id) {
        return attempts.of(tenant, id).stream()
                .collect(Collectors.groupingBy(attempt -> attempt.task().name()));
    }

    /// The log of an attempt; empty when there is none.
    ///
    /// @param attempt which; empty for the latest that has one
    public Optional<String> log(TenantId tenant, TaskId task, Optional<Epoch> attempt) {
        return attempt.or(() -> attempts(tenant, task.job()).getOrDefault(task.name(), List.of()).stream()
                        .map(EndedAttempt::epoch)
                        .max(Comparator.naturalOrder()))
                .flatMap(epoch -> attempts.log(tenant, task, epoch));
    }
}
