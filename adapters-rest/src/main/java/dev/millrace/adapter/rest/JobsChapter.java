package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [JobsController], [JobPartsController] and [PlayController] do.
@Singleton
final class JobsChapter implements Chapter {
    private static final Schema IDEMPOTENCY = Schema.text(1, 255);

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String what() {
        return "A job makes renditions of one source.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of(
                                "POST /jobs",
                                "submitJob",
                                "Submits a job. The source and the profile are looked for now. With an `Idempotency-Key` a"
                                        + " repeated request gives the same job.")
                        .query(
                                "dry_run",
                                Schema.flag().unlessGiven(false),
                                "Whether to plan only: nothing is stored, and the plan comes with 200, or later with 202.")
                        .header("Idempotency-Key", IDEMPOTENCY, "What makes the request the same as one before.")
                        .takes(JobSchemas.NEW_JOB)
                        .answers(201, JobSchemas.JOB, "The job, accepted now or before.")
                        .telling("Location", "The address of the job.")
                        .answers(200, MediaSchemas.PLAN, "What would be made, of a dry run.")
                        .answers(202, ProbesChapter.WAITING, "No worker has looked yet, of a dry run.")
                        .telling("Location", "Where to ask for the plan.")
                        .telling("Retry-After", "After how many seconds.")
                        .refuses(
                                FailureCode.PROFILE_UNKNOWN,
                                FailureCode.INPUT_NOT_FOUND,
                                FailureCode.NOTHING_TO_MAKE,
                                FailureCode.IDEMPOTENCY_KEY_REUSED,
                                FailureCode.QUEUE_FULL,
                                FailureCode.STORAGE_UNAVAILABLE)
                        .refuses(ProblemSchema.sources()),
                Operation.of("GET /jobs", "listJobs", "Lists jobs, the newest first.")
                        .query("status", JobSchemas.STATUS, "Only those that stand so.")
                        .paged(50, Schema.id())
                        .page("jobs", JobSchemas.LISTED, "JobPage"),
                of("GET /jobs/{id}", "getJob", "Shows a job.").answers(200, JobSchemas.JOB, "The job."),
                changing("POST /jobs/{id}/cancel", "cancelJob", "Stops a job that is queued or processing."),
                changing(
                        "POST /jobs/{id}/retry",
                        "retryJob",
                        "Queues a failed or canceled job again. Only what is missing is done again."),
                changing(
                        "POST /jobs/{id}/pause",
                        "pauseJob",
                        "Withholds the tasks of a queued or processing job from workers. What runs goes on."),
                changing("POST /jobs/{id}/resume", "resumeJob", "Offers the tasks of a paused job to workers again."),
                changing("PATCH /jobs/{id}", "updateJob", "Makes a queued job more or less urgent.")
                        .takes(JobSchemas.CHANGE),
                of(
                                "DELETE /jobs/{id}",
                                "deleteJob",
                                "Deletes a job that is over, with everything that was made of it. Its source stays.")
                        .answers(204, "It is gone.")
                        .refuses(FailureCode.STATE_CONFLICT),
                of("GET /jobs/{id}/tasks", "listTasks", "Shows what a job consists of.")
                        .answers(200, JobSchemas.TASKS, "The tasks, with who worked on them and when."),
                of(
                                "GET /jobs/{id}/tasks/{task}/log",
                                "getTaskLog",
                                "Tells what was said in an attempt at a task. That of an attempt that failed is there with its"
                                        + " failure, others a little later.")
                        .path("task", Schema.text().example("chunk-0000"), "The name of the task.")
                        .query(
                                "attempt",
                                Schema.whole(1, Integer.MAX_VALUE),
                                "Which attempt; the latest that has a log unless given.")
                        .answers(200, Schema.text(), "The end of the log, without addresses, keys and paths."),
                of("GET /jobs/{id}/outputs", "listOutputs", "Lists what was made of a job.")
                        .answers(200, JobSchemas.OUTPUTS, "The outputs, with links for downloading.")
                        .refuses(FailureCode.STORAGE_UNAVAILABLE),
                of(
                                "GET /jobs/{id}/play/{name}",
                                "getManifest",
                                "Gives players a manifest of a job, while it is encoded and after. `links` of the job has"
                                        + " the address whole; its token is the whole permission.")
                        .path("name", Schema.text().example("master.m3u8"), "Which manifest.")
                        .with(new Operation.Parameter(
                                "query", "token", Schema.text(), "The permission, as `links` has it."))
                        .answersText(
                                200,
                                List.of("application/vnd.apple.mpegurl", "application/dash+xml"),
                                "An HLS playlist or a DASH manifest.")
                        .refuses(
                                FailureCode.PLAY_LINK_INVALID,
                                FailureCode.PLAY_LINK_EXPIRED,
                                FailureCode.NOTHING_TO_PLAY,
                                FailureCode.NOT_PLAYABLE_YET,
                                FailureCode.STORAGE_UNAVAILABLE,
                                FailureCode.DATABASE_UNAVAILABLE));
    }

    private static Operation changing(String route, String id, String what) {
        return of(route, id, what)
                .answers(200, JobSchemas.JOB, "The job, as it is now.")
                .refuses(FailureCode.STATE_CONFLICT);
    }

    private static Operation of(String route, String id, String what) {
        return Operation.of(route, id, what).path("id", Schema.id(), "Which job.");
    }
}
