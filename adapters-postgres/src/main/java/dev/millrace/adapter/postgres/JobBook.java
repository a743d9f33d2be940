package dev.millrace.adapter.postgres;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes jobs in hand and puts them back: the part of a transaction that settling, expiring, canceling and retrying have
/// in common. All of it runs within a transaction of the caller.
final class JobBook {

    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final EventRepository events;
    private final GarbageRepository garbage;
    private final JobReader reader;
    private final StoredJson json;
    private final Clock clock;

    JobBook(Repositories repositories, JobReader reader, StoredJson json, Clock clock) {
        this.jobs = repositories.jobs();
        this.tasks = repositories.tasks();
        this.events = repositories.events();
        this.garbage = repositories.garbage();
        this.reader = reader;
        this.json = json;
        this.clock = clock;
    }

    Optional<LockedJob> lock(TenantId tenant, JobId id) {
        return jobs.lock(tenant.value(), id.value()).map(this::inHand);
    }

    Optional<LockedJob> lockLeased(JobId id) {
        return jobs.lockLeased(id.value()).map(this::inHand);
    }

    /// Those of the jobs that nobody else holds now.
    List<LockedJob> lockFree(Collection<UUID> ids) {
        return jobs.lockFree(ArrayText.of(ids)).stream().map(this::inHand).toList();
    }

    private LockedJob inHand(JobRow row) {
        return new LockedJob(row, reader.state(row), clock.instant().truncatedTo(ChronoUnit.MICROS)); // as stored
    }

    /// Writes where the job stands, counts its tasks, and tells its history.
    void save(LockedJob job) {
        JobState state = job.state();
        @Nullable Failure failure = state instanceof JobState.Failed failed ? failed.failure() : null;
        jobs.save(
                job.tenant(),
                job.id(),
                state.status().word(),
                phaseOf(state),
                job.startedAt(),
                job.paused(),
                endOf(state),
                outputsOf(state),
                failure == null ? null : failure.code().word(),
                failure == null ? null : failure.sentence(),
                job.version());
        tell(job);
    }

    /// Adds what happened to the job's history.
    void tell(LockedJob job) {
        for (LockedJob.Happening happening : job.happenings()) {
            events.insert(
                    job.tenant(),
                    job.id(),
                    happening.number(),
                    happening.at(),
                    happening.type().word(),
                    happening.detail());
        }
    }

    /// Cancels all tasks that are not over. Their rows are locked in order first.
    void stopTasks(LockedJob job) {
        tasks.lockUnfinished(job.tenant(), job.id());
        garbage.loseAllRunning(job.tenant(), job.id());
        tasks.cancel(job.tenant(), job.id());
    }

    /// A task gave up: the job fails, and its other tasks are not needed.
    void fail(LockedJob job, Failure failure) {
        job.failed(failure);
        stopTasks(job);
    }

    /// The job as clients see it now.
    Job snapshot(LockedJob job) {
        return jobs.find(job.tenant(), job.id()).map(reader::job).orElseThrow();
    }

    static @Nullable String phaseOf(JobState state) {
        return state instanceof JobState.Processing processing
                ? processing.phase().word()
                : null;
    }

    private static @Nullable Instant endOf(JobState state) {
        return switch (state) {
            case JobState.Queued _, JobState.Processing _ -> null;
            case JobState.Completed completed -> completed.at();
            case JobState.Failed failed -> failed.at();
            case JobState.Canceled canceled -> canceled.at();
        };
    }

    private @Nullable String outputsOf(JobState state) {
        return state instanceof JobState.Completed completed
                ? json.write(JobReader.Outputs.class, new JobReader.Outputs(completed.outputs()))
                : null;
    }
}
