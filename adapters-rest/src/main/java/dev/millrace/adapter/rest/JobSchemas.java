package dev.millrace.adapter.rest;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.FailureKind;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.RenditionStatus;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.work.Blocked;
import dev.millrace.domain.work.Phase;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The shapes of what [JobRequest] reads, and [JobDocument], [TaskDocument] and [OutputDocument] write.
final class JobSchemas {
    /// No empty, `.` or `..` segment is told apart here; the server does.
    private static final Schema KEY = Schema.text(1, ObjectKey.LONGEST).example("uploads/test/video.mp4");

    static final Schema STATUS =
            Schema.word(JobStatus.values(), JobStatus::word).named("JobStatus");

    private static final Schema PRIORITY = Schema.whole(0, 100);

    private static final Schema DELIVERIES = Schema.list(
                    Schema.words(Delivery.ALL.stream().map(Delivery::word).toList()), 1, Delivery.ALL.size())
            .unique();

    static final Schema NEW_JOB = Schema.object()
            .optional("input_key", KEY, "The key of an object in storage.")
            .optional("upload_id", Schema.id(), "An upload, instead of `input_key`.")
            .optional(
                    "start_while_uploading",
                    Schema.flag().unlessGiven(false),
                    "Whether the upload may still be running; it was announced for that.")
            .optional(
                    "profile",
                    Schema.either(Schema.text("[a-z0-9][a-z0-9-]{0,62}"), ProfilesChapter.NEW_PROFILE)
                            .unlessGiven(BuiltInProfiles.WEB.name().value()),
                    "What to make: the name of a profile, or a whole one for this job alone.")
            .optional("deliveries", DELIVERIES, "What to deliver, instead of what the profile says.")
            .optional("priority", PRIORITY.unlessGiven(Priority.NORMAL.value()), "Below 34 is low, from 67 on high.")
            .needsOneOf("input_key", "upload_id")
            .closed()
            .named("NewJob");

    static final Schema CHANGE = Schema.object()
            .with("priority", PRIORITY, "Below 34 is low, from 67 on high.")
            .closed()
            .named("JobChange");

    static final Schema PROBED = Schema.object()
            .with("input_key", KEY, "The key of an object in storage.")
            .closed()
            .named("NewProbe");

    private static final Schema ERROR = Schema.object()
            .with(
                    "code",
                    Schema.words(Arrays.stream(FailureCode.values())
                            .map(FailureCode::word)
                            .toList()),
                    "What is wrong, for programs.")
            .with("kind", Schema.word(FailureKind.values(), FailureKind::word), "Who has to act.")
            .with("message", Schema.text(), "What is wrong, why, and what to do, for people.")
            .with("retryable", Schema.flag(), "Whether another attempt may end differently.")
            .named("Failure");

    private static final Schema LINKS = Schema.object()
            .with("self", Schema.link(), "The job.")
            .with("tasks", Schema.link(), "What it consists of.")
            .with("outputs", Schema.link(), "What was made of it.")
            .with("events", Schema.link(), "What happens to it.")
            .maybe("hls", Schema.link(), "For players of HLS, while it is encoded and after; it runs out.")
            .maybe("dash", Schema.link(), "For players of DASH; it runs out.")
            .named("JobLinks");

    private static final Schema BOTH = Schema.object()
            .with("id", Schema.id(), "Which job.")
            .with("status", STATUS, "Where it stands.")
            .with(
                    "phase",
                    Schema.word(Phase.values(), Phase::word).orNull(),
                    "What it is mostly doing; null unless it is processing.")
            .with("progress", Schema.number(0, 1).orNull(), "By work that is done; null until the plan is complete.")
            .with("input_key", Schema.text(), "The key of its source.")
            .with("profile", Schema.text(), "The name of its profile.")
            .with("priority", PRIORITY, "Below 34 is low, from 67 on high.")
            .with("paused", Schema.flag(), "Whether its tasks are withheld from workers.")
            .with("error", ERROR.orNull(), "Of a failed job.")
            .with("queued_at", Schema.moment(), "When it was accepted.")
            .with("started_at", Schema.moment().orNull(), "When a worker began.")
            .with("finished_at", Schema.moment().orNull(), "When it was over.")
            .with("version", Schema.whole(), "Grows with everything that happens to the job.")
            .with("links", LINKS, "Where there is more.");

    static final Schema LISTED = BOTH.named("JobSummary");

    private static final Schema RENDITION = Schema.object()
            .with("name", Schema.text(), "Such as `1080p`.")
            .with("status", Schema.word(RenditionStatus.values(), RenditionStatus::word), "Where it stands.")
            .with("skipped_reason", Schema.text().orNull(), "Why it is not made, for people.")
            .maybe("kind", Schema.words(List.of("video", "audio")), "What it holds; missing when it is skipped.")
            .maybe("width", Schema.whole(), "Of a picture, in pixels.")
            .maybe("height", Schema.whole(), "Of a picture, in pixels.")
            .maybe("max_bitrate", Schema.whole(), "Of a picture.")
            .maybe("language", Schema.text().orNull(), "Of sound, in BCP 47.")
            .maybe("channels", Schema.whole(), "Of sound.")
            .maybe("bitrate", Schema.whole(), "Of sound.")
            .named("Rendition");

    private static final Schema COUNTS = Schema.object()
            .with("total", Schema.whole(), "All of them.")
            .with("waiting", Schema.whole(), "Those that need others first.")
            .with("ready", Schema.whole(), "Those that a worker may take.")
            .with("running", Schema.whole(), "Those that a worker is on.")
            .with("done", Schema.whole(), "Those that are done.")
            .with("failed", Schema.whole(), "Those that were given up.")
            .with("canceled", Schema.whole(), "Those that were stopped.")
            .named("TaskCounts");

    private static final Schema BLOCKED = Schema.object()
            .with("code", Schema.word(Blocked.Reason.values(), Blocked.Reason::word), "What is missing.")
            .with("message", Schema.text(), "For people: what is missing, and what to do.")
            .named("Blocked");

    private static final Schema TWIN = Schema.object()
            .with("attempt", Schema.whole(), "Its number.")
            .with("worker", Schema.id(), "Who is on it.")
            .with("started_at", Schema.moment(), "When it began.")
            .with("progress", Schema.number(0, 1), "Of this attempt.")
            .named("Twin");

    static final Schema JOB = BOTH.with(
                    "eta_seconds", Schema.number().orNull(), "How long it will go on; null when nothing can be told.")
            .with("attempts", Schema.whole(), "How many attempts at tasks were begun.")
            .with("tasks", COUNTS, "How many there are in each state.")
            .with("source", MediaSchemas.SOURCE.orNull(), "What the headers say of it; null until they were read.")
            .with(
                    "uploading",
                    Schema.object()
                            .with("upload_id", Schema.id(), "Which upload.")
                            .with("arrived_bytes", Schema.whole(), "How much of the beginning is there.")
                            .named("Uploading")
                            .orNull(),
                    "While its source is being uploaded.")
            .with("renditions", Schema.list(RENDITION), "What is made, and what is not.")
            .with("warnings", MediaSchemas.WARNINGS, "What was unusual in the source.")
            .with("blocked_reason", BLOCKED.orNull(), "While a task of it waits that no living worker can take.")
            .named("Job");

    private static final Schema ATTEMPT = Schema.object()
            .with("attempt", Schema.whole(), "Its number, from 1 on.")
            .with("worker", Schema.id(), "Who made it.")
            .with("started_at", Schema.moment(), "When it began, by the clock of the worker.")
            .with("finished_at", Schema.moment(), "When it ended, by the same clock.")
            .with("result", Schema.word(AttemptEnd.values(), AttemptEnd::word), "How it ended.")
            .with("error", ERROR.orNull(), "Why it failed.")
            .with("log", Schema.link(), "What was said meanwhile.")
            .named("Attempt");

    private static final Schema TASK = Schema.object()
            .with("name", Schema.text(), "Unique within the job.")
            .with("kind", Schema.word(WorkKind.values(), WorkKind::word), "What there is to do.")
            .maybe(
                    "chunk",
                    Schema.object()
                            .with("index", Schema.whole(), "From 0 on.")
                            .with("first_frame", Schema.whole(), "Counted on the grid.")
                            .with("frames", Schema.whole(), "How many it has.")
                            .named("Chunk"),
                    "Which part of the picture, when it encodes one.")
            .maybe("renditions", Schema.list(Schema.text()), "What it makes, when that is not the same for all.")
            .with(
                    "state",
                    Schema.words(Arrays.stream(TaskState.class.getPermittedSubclasses())
                            .map(state -> state.getSimpleName().toLowerCase(Locale.ROOT))
                            .toList()),
                    "Where it stands.")
            .with("progress", Schema.number(0, 1).orNull(), "Of one that runs or is done.")
            .with("attempt", Schema.whole(), "How often it was claimed.")
            .with("failures", Schema.whole().orNull(), "How many attempts failed; null once that counts no more.")
            .with("interruptions", Schema.whole().orNull(), "How often it was lost with its worker.")
            .with("worker", Schema.id().orNull(), "Who had it last.")
            .with("started_at", Schema.moment().orNull(), "When the last attempt began.")
            .with("finished_at", Schema.moment().orNull(), "When the last attempt ended.")
            .with("twin", TWIN.orNull(), "The second attempt at a chunk that is far slower than the others.")
            .with("error", ERROR.orNull(), "Why it was given up.")
            .with("attempts", Schema.list(ATTEMPT), "Those that are over, but for those whose workers died.")
            .named("Task");

    static final Schema TASKS =
            Schema.object().with("tasks", Schema.list(TASK), "All of the job.").named("TaskList");

    private static final Schema OUTPUT = Schema.object()
            .with("kind", Schema.word(OutputKind.values(), OutputKind::word), "What it is for.")
            .with("rendition", Schema.text().orNull(), "Which it belongs to, if to one.")
            .with("key", Schema.text(), "Where it lies in storage.")
            .with("content_type", Schema.text(), "Its media type.")
            .with("size", Schema.whole(), "In bytes.")
            .with("sha256", Schema.text("[0-9a-f]{64}"), "Of its bytes.")
            .with("duration_seconds", Schema.number().orNull(), "Of what is played.")
            .with("bitrate", Schema.whole().orNull(), "Of a whole media file.")
            .with("url", Schema.link().orNull(), "To download it, for a while; null where storage gives no links.")
            .named("Output");

    static final Schema OUTPUTS = Schema.object()
            .with("outputs", Schema.list(OUTPUT), "All of the job; none until it is completed.")
            .named("OutputList");

    private JobSchemas() {}
}
