package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Persistence;
import dev.millrace.domain.delivery.GrowingPresentation;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.work.Task;
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

    /// Players wait ten seconds and more for an answer, but give up after the second or third empty one.
    public static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Persistence persistence;
    private final DirectTransfer transfer;
    private final PlayTokens tokens;
    private final WatchJob watch;
    private final Clock clock;
    private final Duration patience;

    /// @param persistence what there is of the job
    /// @param transfer signs links to segments
    /// @param tokens signs links to manifests
    /// @param watch tells when there is more of a job
    /// @param clock says when links run out
    /// @param patience how long a player is kept waiting for the first segment; [#PATIENCE] but in tests
    public PlayJob(
            Persistence persistence,
            DirectTransfer transfer,
            PlayTokens tokens,
            WatchJob watch,
            Clock clock,
            Duration patience) {
        this.persistence = persistence;
        this.transfer = transfer;
        this.tokens = tokens;
        this.watch = watch;
        this.clock = clock;
        this.patience = patience;
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

    /// The manifest of that name: `master.m3u8`, `manifest.mpd`, or `<rendition>.m3u8`. While there is no segment yet, it
    /// waits a while for the first.
    ///
    /// @param job as the link names it
    /// @param token as the link carries it; says whose the job is
    public Answer play(JobId job, String token, String name) throws InterruptedException {
        return switch (tokens.read(token, clock.instant())) {
            case PlayTokens.Reading.Forged _ -> invalid();
            case PlayTokens.Reading.Expired _ ->
                refused(
                        FailureCode.PLAY_LINK_EXPIRED,
                        "The link has run out; ask for the job again to get a fresh one.");
            case PlayTokens.Reading.Valid valid ->
                valid.pass().job().equals(job)
                        ? watch.ask(job, () -> look(valid.pass(), token, name), Look::willDo, patience)
                                .answer()
                        : invalid();
        };
    }

    /// An answer, and whether it will do, or a better one may come in a moment.
    private record Look(Answer answer, boolean willDo) {}

    private Look look(PlayPass pass, String token, String name) {
        Optional<Job> found = persistence.jobs().find(pass.tenant(), pass.job());
        Optional<Manifests.Name> wanted = found.flatMap(job -> Manifests.Name.of(name, job.profile()));
        if (found.isEmpty() || wanted.isEmpty()) {
            return new Look(new Answer.Unknown(), true);
        }
        Job job = found.get();
        if (job.plan().isEmpty()) {
            return new Look(missing(job), job.status().terminal() || wanted.get() instanceof Manifests.Name.Dash);
        }
        List<Task> tasks = persistence.tasks().of(pass.tenant(), pass.job());
        GrowingPresentation presentation =
                Encoded.of(tasks).presentation(job.plan().get(), job.status().terminal());
        Manifests manifests = new Manifests(presentation, job.profile().cadence(), token, transfer, pass.until());
        boolean waits = wanted.get() instanceof Manifests.Name.Media && manifests.empty();
        return new Look(answer(job, wanted.get(), manifests), !waits);
    }

    private static Answer answer(Job job, Manifests.Name name, Manifests manifests) {
        try {
            return switch (manifests.text(name)) {
                case Manifests.Text.Written written ->
                    new Answer.Manifest(written.text(), name.type(), manifests.last());
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
