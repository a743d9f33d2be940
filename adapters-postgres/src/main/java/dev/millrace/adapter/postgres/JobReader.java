package dev.millrace.adapter.postgres;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Arrival;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Makes jobs of rows.
final class JobReader {

    /// The form in which a job's outputs are stored.
    record Outputs(List<Output> outputs) {}

    private final StoredJson json;
    private final Remembered<Profile> profiles;
    private final Remembered<SourceInfo> sources;
    private final Remembered<Plan> plans;

    JobReader(StoredJson json) {
        this.json = json;
        this.profiles = new Remembered<>(profile -> json.read(Profile.class, profile));
        this.sources = new Remembered<>(source -> json.read(SourceInfo.class, source));
        this.plans = new Remembered<>(plan -> json.read(Plan.class, plan));
    }

    Job job(JobRow row) {
        return new Job(
                new JobId(row.id()),
                new TenantId(row.tenantId()),
                purpose(row),
                new ObjectKey(row.inputKey()),
                arrival(row),
                profiles.of(row.profile()),
                new Priority(row.priority()),
                row.paused(),
                state(row),
                row.createdAt(),
                Optional.ofNullable(row.startedAt()),
                Optional.ofNullable(row.source()).map(sources::of),
                Optional.ofNullable(row.plan()).map(plans::of),
                Optional.ofNullable(row.encoder()).map(EncoderFingerprint::new),
                progress(row),
                row.version());
    }

    static Purpose purpose(JobRow row) {
        return Purpose.valueOf(row.purpose().toUpperCase(Locale.ROOT));
    }

    JobState state(JobRow row) {
        JobStatus status = JobStatus.ofWord(row.status()).orElseThrow();
        return switch (status) {
            case QUEUED -> new JobState.Queued();
            case PROCESSING -> new JobState.Processing(phase(present(row.phase())));
            case COMPLETED ->
                new JobState.Completed(
                        present(row.finishedAt()),
                        json.read(Outputs.class, present(row.outputs())).outputs());
            case FAILED ->
                new JobState.Failed(
                        present(row.finishedAt()), failure(present(row.failureCode()), present(row.failureSentence())));
            case CANCELED -> new JobState.Canceled(present(row.finishedAt()));
        };
    }

    private static Optional<Arrival> arrival(JobRow row) {
        return Optional.ofNullable(row.arrivingBy())
                .map(upload -> new Arrival(new UploadId(upload), present(row.arrived())));
    }

    /// A code of a later version is shown as what it is to this one: a fault of Millrace.
    static Failure failure(String code, String sentence) {
        return new Failure(FailureCode.ofWord(code).orElse(FailureCode.INTERNAL_ERROR), sentence);
    }

    private static Phase phase(String word) {
        return Phase.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static OptionalDouble progress(JobRow row) {
        if (row.status().equals(JobStatus.COMPLETED.word())) {
            return OptionalDouble.of(1);
        }
        return row.graphComplete()
                ? OptionalDouble.of((row.weightDone() + row.weightRunning()) / row.weight())
                : OptionalDouble.empty();
    }

    /// What the table's checks promise for this state.
    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
