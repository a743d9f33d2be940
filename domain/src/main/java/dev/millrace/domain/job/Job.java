package dev.millrace.domain.job;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Arrival;
import dev.millrace.domain.work.EncoderFingerprint;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a client submits and watches: one source, one profile, and how far it has come. A snapshot.
///
/// @param id its identity
/// @param tenant whose it is
/// @param purpose why it exists
/// @param input the source's key
/// @param arrival how far the source has come that is still being uploaded; empty once it lies in storage, whole
/// @param profile as it was when the job was submitted
/// @param priority how urgent; may change until its first task is claimed
/// @param paused whether its tasks are withheld from workers, for as long as it is queued or processing
/// @param state where it stands
/// @param createdAt when it was accepted
/// @param startedAt when a worker claimed its first task
/// @param source what the source's headers say; empty until it was probed
/// @param plan what will be made; empty until the source was probed
/// @param encoder the build all its chunks are encoded with; empty until the first was claimed
/// @param progress 0 to 1; empty until the amount of work is known
/// @param version the number of its latest event
public record Job(
        JobId id,
        TenantId tenant,
        Purpose purpose,
        ObjectKey input,
        Optional<Arrival> arrival,
        Profile profile,
        Priority priority,
        boolean paused,
        JobState state,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<SourceInfo> source,
        Optional<Plan> plan,
        Optional<EncoderFingerprint> encoder,
        OptionalDouble progress,
        long version) {

    /// A job that was just submitted.
    public static Job queued(
            JobId id, TenantId tenant, ObjectKey input, Profile profile, Priority priority, Instant now) {
        return submitted(id, tenant, Purpose.TRANSCODE, input, profile, priority, now);
    }

    /// A look at a source that somebody waits for, before all other work.
    public static Job inspection(JobId id, TenantId tenant, ObjectKey input, Profile profile, Instant now) {
        return submitted(id, tenant, Purpose.INSPECT, input, profile, Priority.HIGHEST, now);
    }

    private static Job submitted(
            JobId id,
            TenantId tenant,
            Purpose purpose,
            ObjectKey input,
            Profile profile,
            Priority priority,
            Instant now) {
        return new Job(
                id,
                tenant,
                purpose,
                input,
                Optional.empty(),
                profile,
                priority,
                false,
                new JobState.Queued(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                1);
    }

    /// The same, of whose source nothing has arrived yet.
    public Job arriving(UploadId upload) {
        return new Job(
                id,
                tenant,
                purpose,
                input,
                Optional.of(new Arrival(upload, 0)),
                profile,
                priority,
                paused,
                state,
                createdAt,
                startedAt,
                source,
                plan,
                encoder,
                progress,
                version);
    }

    /// The state's word.
    public JobStatus status() {
        return state.status();
    }

    /// When it ended; empty while it has not.
    public Optional<Instant> finishedAt() {
        return switch (state) {
            case JobState.Queued _, JobState.Processing _ -> Optional.empty();
            case JobState.Completed completed -> Optional.of(completed.at());
            case JobState.Failed failed -> Optional.of(failed.at());
            case JobState.Canceled canceled -> Optional.of(canceled.at());
        };
    }
}
