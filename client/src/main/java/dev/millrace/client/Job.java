package dev.millrace.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job, as the server told it at some moment.
///
/// @param id which
/// @param status where it stands
/// @param phase what it is mostly doing while it is processing
/// @param progress by work that is done, 0 to 1; null until the plan is complete
/// @param inputKey the key of its source
/// @param profile the name of its profile
/// @param priority 0 to 100
/// @param paused whether its tasks are withheld from workers
/// @param error of a failed job
/// @param queuedAt when it was accepted
/// @param startedAt when a worker began
/// @param finishedAt when it was over
/// @param version grows with everything that happens to the job
/// @param links where there is more
/// @param etaSeconds how long it will go on; null when nothing can be told, and in listings
/// @param renditions what is made, and what is not; none in listings
/// @param warnings what was unusual in the source; none in listings
public record Job(
        UUID id,
        JobStatus status,
        @Nullable String phase,
        @Nullable Double progress,
        @JsonProperty("input_key") String inputKey,
        String profile,
        int priority,
        boolean paused,
        @Nullable Failure error,
        @JsonProperty("queued_at") Instant queuedAt,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt,
        long version,
        Links links,
        @JsonProperty("eta_seconds") @Nullable Double etaSeconds,
        List<Rendition> renditions,
        List<Warning> warnings) {
    /// Copies the lists, which listings lack.
    public Job {
        renditions = Requests.copy(renditions);
        warnings = Requests.copy(warnings);
    }

    /// Why a job failed.
    ///
    /// @param code stable; `docs/errors.md` has them all
    /// @param kind who has to act
    /// @param message for people
    /// @param retryable whether another attempt may end differently
    public record Failure(String code, String kind, String message, boolean retryable) {}

    /// Addresses below the server's.
    ///
    /// @param self the job
    /// @param outputs what was made of it
    /// @param hls for players of HLS, while it is encoded and after; it runs out
    /// @param dash for players of DASH; it runs out
    public record Links(
            String self,
            String outputs,
            @Nullable String hls,
            @Nullable String dash) {}

    /// One encoded output.
    ///
    /// @param name such as `1080p`
    /// @param status the words of a job, and `skipped`
    /// @param skippedReason why it is not made
    /// @param kind `video` or `audio`; null when it is skipped
    /// @param width of a picture, in pixels
    /// @param height of a picture, in pixels
    public record Rendition(
            String name,
            String status,
            @JsonProperty("skipped_reason") @Nullable String skippedReason,
            @Nullable String kind,
            @Nullable Integer width,
            @Nullable Integer height) {}

    /// Something unusual in the source.
    ///
    /// @param code stable; `docs/warnings.md` has them all
    /// @param message for people
    public record Warning(String code, String message) {}
}
