package dev.millrace.adapter.rest;

import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.work.Blocked;
import dev.millrace.domain.work.WorkKind;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [QueueController], [WorkersController] and [MetricsController] do.
@Singleton
final class FleetChapter implements Chapter {
    private static final Schema QUEUE = Schema.object()
            .with(
                    "classes",
                    Schema.list(Schema.object()
                            .with("class", Schema.word(PriorityClass.values(), PriorityClass::word), "Which.")
                            .with("ready", Schema.whole(0, QueueLoad.MOST), "Tasks that a worker could claim now.")
                            .with("more", Schema.flag(), "Whether there may be more than were counted.")
                            .with("oldest_seconds", Schema.number(), "How long the one that waits longest has waited.")
                            .named("QueueClass")),
                    "High, normal and low.")
            .with(
                    "backlog_cpu_seconds",
                    Schema.number(),
                    "Estimated processor time of all that is accepted and not done.")
            .with("target_seconds", Schema.number(), "How soon that should be done.")
            .with("workers_desired", Schema.whole(), "How many workers of the present kind would do it.")
            .with(
                    "blocked",
                    Schema.list(Schema.object()
                            .with(
                                    "code",
                                    Schema.word(Blocked.Reason.values(), Blocked.Reason::word),
                                    "What is missing.")
                            .with("message", Schema.text(), "For people: what is missing, and what to do.")
                            .with("tasks", Schema.whole(0, QueueLoad.MOST), "How many wait for it.")
                            .named("BlockedTasks")),
                    "What waits although no living worker can take it.")
            .named("Queue");

    private static final Schema WORKER = Schema.object()
            .with("id", Schema.id(), "New with every start of the process.")
            .with("name", Schema.text(), "For people.")
            .with("version", Schema.text(), "Of Millrace, for people.")
            .with("state", Schema.word(WorkerState.values(), WorkerState::word), "Whether it takes tasks.")
            .with("slots", Schema.whole(), "How many tasks it works on at a time.")
            .with("started_at", Schema.moment(), "When the process started.")
            .with("last_heartbeat_at", Schema.moment(), "When it was last heard of.")
            .with(
                    "tasks",
                    Schema.list(Schema.object()
                            .with("job", Schema.id(), "Whose.")
                            .with("task", Schema.text(), "The name of the task.")
                            .with("kind", Schema.word(WorkKind.values(), WorkKind::word), "What there is to do.")
                            .with("started_at", Schema.moment(), "When this attempt began.")
                            .with("progress", Schema.number(0, 1), "Of this attempt.")
                            .named("HeldTask")),
                    "What it is on.")
            .named("Worker");

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public String what() {
        return "What waits and who works, of all tenants; for whoever runs Millrace.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of("GET /queue", "getQueue", "Shows what waits for a worker.")
                        .answers(200, QUEUE, "What waits."),
                Operation.of("GET /workers", "listWorkers", "Lists the workers that are alive.")
                        .paged(50, Schema.id())
                        .page("workers", WORKER, "WorkerPage"),
                Operation.of(
                                "POST /workers/{id}/drain",
                                "drainWorker",
                                "Asks a worker to take nothing more. What it is on comes to its end.")
                        .path("id", Schema.id(), "Which worker.")
                        .answers(200, WORKER, "The worker."),
                Operation.of("GET /metrics", "getMetrics", "Gives metrics to Prometheus.")
                        .answersText(200, List.of("text/plain"), "Counts, in the text format of Prometheus."));
    }
}
