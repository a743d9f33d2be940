package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.TaskGraph;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Says what a source is and what a profile would make of it, without making anything.
///
/// A worker reads the source, as the most urgent of its tasks: the process that talks to clients starts no media tool.
public final class InspectSource {
    private final Persistence persistence;
    private final InputKeys inputs;
    private final ProfileFinder profiles;
    private final WatchJob watch;
    private final Announcer announcer;
    private final Ids ids;
    private final Clock clock;

    /// @param persistence keeps the inspection, for a while
    /// @param media must hold the source already
    /// @param watch waits for the answer
    /// @param announcer rings for it
    /// @param ids names it
    /// @param clock dates it
    public InspectSource(
            Persistence persistence, MediaStore media, WatchJob watch, Announcer announcer, Ids ids, Clock clock) {
        this.persistence = persistence;
        this.inputs = new InputKeys(persistence.uploads(), media);
        this.profiles = new ProfileFinder(persistence.profiles());
        this.watch = watch;
        this.announcer = announcer;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Answer {
        /// The source was read.
        ///
        /// @param inspection has a source and a plan, which was opened from the headers and is not complete
        record Seen(Job inspection) implements Answer {}

        /// No worker has answered yet; ask again.
        ///
        /// @param id what to ask for
        record Waiting(JobId id) implements Answer {}

        /// It can't be told.
        ///
        /// @param failure why
        record Failed(Failure failure) implements Answer {}
    }

    /// Inspects the source of a job that was not submitted.
    ///
    /// @param wanted its input, profile and tenant count
    /// @param atMost how long to wait for the answer
    public Answer inspect(NewJob wanted, Duration atMost) throws InterruptedException {
        Optional<Profile> profile = profiles.find(wanted.tenant(), wanted.profile());
        if (profile.isEmpty()) {
            return new Answer.Failed(new Failure(FailureCode.PROFILE_UNKNOWN, "There is no profile of that name."));
        }
        return switch (inputs.find(wanted.tenant(), wanted.input())) {
            case InputKeys.Answer.Refused refused -> new Answer.Failed(refused.failure());
            case InputKeys.Answer.Found found
            when found.arriving().isPresent() ->
                new Answer.Failed(new Failure(
                        FailureCode.UPLOAD_INCOMPLETE,
                        "The upload is not completed, so nobody can look at it yet; complete it first."));
            case InputKeys.Answer.Found found -> {
                Job job = Job.inspection(ids.job(), wanted.tenant(), found.key(), profile.get(), clock.instant());
                JobStore jobs = persistence.jobs();
                if (jobs.submit(job, TaskGraph.atSubmit(), Optional.empty()) instanceof Submission.Accepted accepted) {
                    announcer.submitted(accepted);
                }
                yield answer(
                        watch.awaitInspection(job.tenant(), job.id(), atMost).orElse(job));
            }
        };
    }

    /// The answer to an inspection that took longer; empty when the tenant has none of that id, or it was forgotten.
    public Optional<Answer> look(TenantId tenant, JobId id) {
        return persistence.jobs().inspection(tenant, id).map(InspectSource::answer);
    }

    private static Answer answer(Job inspection) {
        return switch (inspection.state()) {
            case JobState.Queued _, JobState.Processing _ -> new Answer.Waiting(inspection.id());
            case JobState.Completed _ -> new Answer.Seen(inspection);
            case JobState.Failed failed -> new Answer.Failed(failed.failure());
            case JobState.Canceled _ -> throw new IllegalStateException("an inspection can't be canceled");
        };
    }
}
