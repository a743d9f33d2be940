package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Twin;
import dev.millrace.domain.work.Work;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task as JSON: a cell of the grid of chunks and renditions, or one of the few beside it.
final class TaskDocument {
    private TaskDocument() {}

    /// @param attempts at the task that are over, in order
    static ObjectNode of(Task task, List<EndedAttempt> attempts) {
        ObjectNode node = Json.object();
        node.put("name", task.id().name().value());
        node.put("kind", task.work().kind().word());
        work(node, task.work());
        node.put("state", task.state().word());
        node.put("progress", progress(task.state()));
        node.put("attempt", task.epoch().value());
        Optional<Tally> tally = tally(task.state());
        node.put("failures", tally.map(Tally::attempts).orElse(null));
        node.put("interruptions", tally.map(Tally::interruptions).orElse(null));
        node.put(
                "worker",
                task.latest().map(latest -> latest.worker().toString()).orElse(null));
        node.put("started_at", JobDocument.time(task.latest().map(LatestAttempt::startedAt)));
        node.put("finished_at", JobDocument.time(task.latest().flatMap(LatestAttempt::finishedAt)));
        node.set("twin", twin(task.state()).map(TaskDocument::of).orElse(null));
        node.set(
                "error",
                task.state() instanceof TaskState.Failed failed ? JobDocument.failure(failed.failure()) : null);
        ArrayNode list = node.putArray("attempts");
        attempts.forEach(attempt -> list.add(of(attempt)));
        return node;
    }

    private static Optional<Twin> twin(TaskState state) {
        return state instanceof TaskState.Running running ? running.twin() : Optional.empty();
    }

    private static ObjectNode of(Twin twin) {
        return Json.object()
                .put("attempt", twin.lease().epoch().value())
                .put("worker", twin.lease().worker().toString())
                .put("started_at", JobDocument.time(Optional.of(twin.startedAt())))
                .put("progress", JobDocument.rounded(twin.progress()));
    }

    private static ObjectNode of(EndedAttempt attempt) {
        ObjectNode node = Json.object()
                .put("attempt", attempt.epoch().value())
                .put("worker", attempt.worker().toString())
                .put("started_at", JobDocument.time(Optional.of(attempt.startedAt())))
                .put("finished_at", JobDocument.time(Optional.of(attempt.finishedAt())))
                .put("result", attempt.end().word());
        node.set("error", attempt.failure().map(JobDocument::failure).orElse(null));
        return node.put(
                "log",
                "/jobs/" + attempt.task().job() + "/tasks/" + attempt.task().name() + "/log?attempt="
                        + attempt.epoch().value());
    }

    private static void work(ObjectNode node, Work work) {
        switch (work) {
            case Work.EncodeChunk chunk -> {
                node.putObject("chunk")
                        .put("index", chunk.chunk().index())
                        .put("first_frame", chunk.chunk().frames().start())
                        .put("frames", chunk.chunk().frames().length());
                renditions(node, chunk.renditions());
            }
            case Work.Remux remux ->
                renditions(node, remux.picture().map(List::of).orElse(remux.sound()));
            case Work.Probe _, Work.Index _, Work.Stills _, Work.Publish _ -> {}
        }
    }

    private static void renditions(ObjectNode node, List<RenditionId> renditions) {
        ArrayNode names = node.putArray("renditions");
        renditions.forEach(rendition -> names.add(rendition.value()));
    }

    private static @Nullable Double progress(TaskState state) {
        return switch (state) {
            case TaskState.Running running -> JobDocument.rounded(running.progress());
            case TaskState.Done _ -> 1.0;
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> null;
        };
    }

    private static Optional<Tally> tally(TaskState state) {
        return switch (state) {
            case TaskState.Ready ready -> Optional.of(ready.tally());
            case TaskState.Running running -> Optional.of(running.tally());
            case TaskState.Failed failed -> Optional.of(failed.tally());
            case TaskState.Waiting _, TaskState.Done _, TaskState.Canceled _ -> Optional.empty();
        };
    }
}
