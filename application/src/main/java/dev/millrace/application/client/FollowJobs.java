package dev.millrace.application.client;

import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Signals;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets clients follow jobs as they change. Signals make it quick; looking from time to time makes it sure.
public final class FollowJobs {
    /// As many jobs of a tenant as a listing holds are followed at once.
    private static final int MOST = 200;

    /// Clocks of processes differ a little, and a commit is seen after the moment it names.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final JobStore jobs;
    private final ReadJobs reports;
    private final Signals signals;
    private final Clock clock;
    private final Duration look;

    /// @param jobs which there are
    /// @param reports how they stand
    /// @param signals hints that one changed
    /// @param clock measures pauses
    /// @param look how long a missed signal may cost
    public FollowJobs(JobStore jobs, ReadJobs reports, Signals signals, Clock clock, Duration look) {
        this.jobs = jobs;
        this.reports = reports;
        this.signals = signals;
        this.clock = clock;
        this.look = look;
    }

    /// Follows one job, beginning with how it stands now; empty when the tenant has none of that id.
    ///
    /// @param pace the job is told at most once in this time
    public Optional<FollowedJobs> one(TenantId tenant, JobId id, Duration pace) {
        return jobs.find(tenant, id)
                .map(_ -> new FollowedJobs(
                        new FollowedJobs.Source(tenant, reports, signals, id::equals, () -> Set.of(id)),
                        clock,
                        look,
                        pace,
                        Set.of(id)));
    }

    /// Follows all of a tenant's jobs, beginning with those that are not over.
    ///
    /// @param since jobs that ended after this moment are told first; empty for none
    /// @param pace each job is told at most once in this time
    public FollowedJobs all(TenantId tenant, Optional<Instant> since, Duration pace) {
        Set<JobId> first = new LinkedHashSet<>(active(tenant));
        since.ifPresent(moment -> first.addAll(over(tenant, moment.minus(MARGIN))));
        return new FollowedJobs(
                new FollowedJobs.Source(tenant, reports, signals, _ -> true, () -> active(tenant)),
                clock,
                look,
                pace,
                first);
    }

    private Set<JobId> active(TenantId tenant) {
        Set<JobId> active = new LinkedHashSet<>(newest(tenant, Optional.of(JobStatus.PROCESSING)).stream()
                .map(Job::id)
                .toList());
        newest(tenant, Optional.of(JobStatus.QUEUED)).stream().map(Job::id).forEach(active::add);
        return active;
    }

    private List<JobId> over(TenantId tenant, Instant since) {
        return newest(tenant, Optional.empty()).stream()
                .filter(job -> job.finishedAt().filter(since::isBefore).isPresent())
                .map(Job::id)
                .toList();
    }

    private List<Job> newest(TenantId tenant, Optional<JobStatus> status) {
        return jobs.list(new JobQuery(tenant, status, MOST, Optional.empty())).items();
    }
}
