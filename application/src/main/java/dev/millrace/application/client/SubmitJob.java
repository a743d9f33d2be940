package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.TaskGraph;
import java.time.Clock;
import java.util.Optional;

/// Accepts a job. What can be known to be wrong is refused now and not later.
public final class SubmitJob {
    private final Persistence persistence;
    private final InputKeys inputs;
    private final ProfileFinder profiles;
    private final Announcer announcer;
    private final Ids ids;
    private final Clock clock;
    private final int mostQueued;

    /// @param persistence keeps the job
    /// @param media must hold the source already
    /// @param announcer rings for it
    /// @param ids names it
    /// @param clock dates it
    /// @param mostQueued of one tenant
    public SubmitJob(
            Persistence persistence, MediaStore media, Announcer announcer, Ids ids, Clock clock, int mostQueued) {
        this.persistence = persistence;
        this.inputs = new InputKeys(persistence.uploads(), media);
        this.profiles = new ProfileFinder(persistence.profiles());
        this.announcer = announcer;
        this.ids = ids;
        this.clock = clock;
        this.mostQueued = mostQueued;
    }

    /// What came of it.
    public sealed interface Answer {
        /// The job is stored and will be worked on.
        ///
        /// @param job as stored
        record Accepted(Job job) implements Answer {}

        /// The same request was accepted before.
        ///
        /// @param job as it is now
        record SameAsBefore(Job job) implements Answer {}

        /// The idempotency key was used with another content.
        record KeyReused() implements Answer {}

        /// It can't be done as it stands.
        ///
        /// @param failure why
        record Refused(Failure failure) implements Answer {}
    }

    /// Stores the job and its first task, then rings.
    public Answer submit(NewJob wanted) {
        Optional<Profile> profile = profiles.find(wanted.tenant(), wanted.profile());
        if (profile.isEmpty()) {
            return refused(FailureCode.PROFILE_UNKNOWN, "There is no profile of that name.");
        }
        return switch (inputs.find(wanted.tenant(), wanted.input())) {
            case InputKeys.Answer.Found found -> store(wanted, found, profile.get());
            case InputKeys.Answer.Refused refused -> new Answer.Refused(refused.failure());
        };
    }

    private Answer store(NewJob wanted, InputKeys.Answer.Found input, Profile profile) {
        Job whole = Job.queued(ids.job(), wanted.tenant(), input.key(), profile, wanted.priority(), clock.instant());
        Submission submission = input.arriving()
                .map(upload -> persistence
                        .jobs()
                        .submit(whole.arriving(upload), TaskGraph.atSubmitWhileUploading(), wanted.once(), mostQueued))
                .orElseGet(() -> persistence.jobs().submit(whole, TaskGraph.atSubmit(), wanted.once(), mostQueued));
        return switch (submission) {
            case Submission.Accepted accepted -> {
                announcer.submitted(accepted);
                announcer.accepted(accepted.job());
                yield new Answer.Accepted(accepted.job());
            }
            case Submission.SameAsBefore same -> new Answer.SameAsBefore(same.job());
            case Submission.QueueFull _ ->
                refused(
                        FailureCode.QUEUE_FULL,
                        mostQueued
                                + " jobs are queued, and no more may be; wait until some of them are begun, or cancel"
                                + " some.");
            case Submission.KeyReused _ -> new Answer.KeyReused();
        };
    }

    private static Answer refused(FailureCode code, String sentence) {
        return new Answer.Refused(new Failure(code, sentence));
    }
}
