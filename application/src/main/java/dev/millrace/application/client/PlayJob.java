package dev.millrace.application.client;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Persistence;
import dev.millrace.domain.delivery.GrowingPresentation;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.work.Task;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Plays a job from the moment its plan is known: writes the manifests that players ask for, from what the job's tasks
/// have left so far. Nothing of this is stored.
///
/// Once every segment is there, manifests are those that publishing stores, but for their links.
public final class PlayJob {
    /// How long a link plays at least.
    public static final Duration VALID = Duration.ofHours(24);

    private final Persistence persistence;
    private final Signing segments;
    private final PlayTokens tokens;
    private final Clock clock;

    /// @param persistence what there is of the job
    /// @param segments signs links to segments
    /// @param tokens signs links to manifests
    /// @param clock says when links run out
    public PlayJob(Persistence persistence, Signing segments, PlayTokens tokens, Clock clock) {
        this.persistence = persistence;
        this.segments = segments;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Makes links by which segments are read without asking Millrace.
    @FunctionalInterface
    public interface Signing {
        /// A link, the same whenever it is asked for with the same end, so that players and caches know it again.
        ///
        /// @throws MediaFailed with `storage_unavailable` when storage does not answer
        URI link(ObjectKey key, Instant until) throws MediaFailed;
    }

    /// What came of it.
    public sealed interface Answer {
        /// A manifest.
        ///
        /// @param text of it
        /// @param type of it
        /// @param last whether it will not change any more
        record Manifest(String text, MediaType type, boolean last) implements Answer {}

        /// There is none, or none yet, or not for this token.
        ///
        /// @param failure `play_link_invalid`, `play_link_expired`, `not_playable_yet`, `nothing_to_play`, or why storage
        ///     could not be asked for links
        record Refused(Failure failure) implements Answer {}

        /// There is no such job, or it will never have such a manifest.
        record Unknown() implements Answer {}
    }

    /// The token with which a job plays from now on for at least [#VALID]. It stays the same for an hour.
    public String token(TenantId tenant, JobId job) {
        Instant until =
                clock.instant().plus(VALID).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return tokens.write(new PlayPass(tenant, job, until));
    }

    /// The manifest of that name: `master.m3u8`, `manifest.mpd`, or `<rendition>.m3u8`.
    ///
    /// @param job as the link names it
    /// @param token as the link carries it; says whose the job is
    public Answer play(JobId job, String token, String name) {
        return switch (tokens.read(token, clock.instant())) {
            case PlayTokens.Reading.Forged _ -> invalid();
            case PlayTokens.Reading.Expired _ ->
                refused(
                        FailureCode.PLAY_LINK_EXPIRED,
                        "The link has run out; ask for the job again to get a fresh one.");
            case PlayTokens.Reading.Valid(PlayPass pass) ->
                pass.job().equals(job) ? play(pass, token, name) : invalid();
        };
    }

    private Answer play(PlayPass pass, String token, String name) {
        Optional<Job> found = persistence.jobs().find(pass.tenant(), pass.job());
        Optional<Manifests.Name> wanted = found.flatMap(job -> Manifests.Name.of(name, job.profile()));
        if (found.isEmpty() || wanted.isEmpty()) {
            return new Answer.Unknown();
        }
        Job job = found.get();
        if (job.plan().isEmpty()) {
            return missing(job);
        }
        List<Task> tasks = persistence.tasks().of(pass.tenant(), pass.job());
        GrowingPresentation presentation =
                Encoded.of(tasks).presentation(job.plan().get(), job.status().terminal());
        Manifests manifests = new Manifests(presentation, job.profile().cadence(), token, segments, pass.until());
        try {
            return switch (manifests.text(wanted.get())) {
                case Manifests.Text.Written(String text) ->
                    new Answer.Manifest(text, wanted.get().type(), manifests.last());
                case Manifests.Text.Missing _ -> missing(job);
                case Manifests.Text.Unknown _ -> new Answer.Unknown();
            };
        } catch (MediaFailed failed) {
            return new Answer.Refused(failed.failure());
        }
    }

    private static Answer missing(Job job) {
        return switch (job.state()) {
            case JobState.Queued _, JobState.Processing _, JobState.Completed _ ->
                refused(FailureCode.NOT_PLAYABLE_YET, "This can't be played yet; ask again in a moment.");
            case JobState.Failed failed -> nothing(failed.failure().sentence());
            case JobState.Canceled _ -> nothing("It was canceled.");
        };
    }

    private static Answer nothing(String why) {
        return refused(FailureCode.NOTHING_TO_PLAY, "The job ended before this could be played. " + why);
    }

    private static Answer invalid() {
        return refused(
                FailureCode.PLAY_LINK_INVALID,
                "The link is damaged or belongs to another job; take it from the job again, whole.");
    }

    private static Answer refused(FailureCode code, String sentence) {
        return new Answer.Refused(new Failure(code, sentence));
    }
}
