package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.InputKeys;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.UseCases;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobReport;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.RenditionReport;
import dev.millrace.domain.job.TaskCounts;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.work.Blocked;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job as JSON.
@Singleton
final class JobDocument {
    private final Optional<PlayJob> player;

    JobDocument(UseCases useCases) {
        this.player = useCases.play();
    }

    /// As listings show it.
    ObjectNode summary(Job job) {
        ObjectNode node = Json.object();
        node.put("id", job.id().toString());
        node.put("status", job.status().word());
        node.put("phase", phase(job.state()));
        node.put("progress", job.progress().isPresent() ? rounded(job.progress().getAsDouble()) : null);
        node.put("input_key", InputKeys.shown(job.tenant(), job.input()));
        node.put("profile", job.profile().name().value());
        node.put("priority", job.priority().value());
        node.put("paused", job.paused());
        node.set("error", error(job.state()));
        node.put("queued_at", time(Optional.of(job.createdAt())));
        node.put("started_at", time(job.startedAt()));
        node.put("finished_at", time(job.finishedAt()));
        node.put("version", job.version());
        node.set("links", links(job));
        return node;
    }

    /// As it is shown alone.
    ObjectNode of(JobReport report) {
        ObjectNode node = summary(report.job());
        node.put(
                "eta_seconds",
                report.timeLeft().map(left -> left.toMillis() / 1000.0).orElse(null));
        node.put("attempts", report.attempts());
        node.set("tasks", counts(report.tasks()));
        node.set(
                "source",
                report.job()
                        .source()
                        .map(source -> MediaDocument.source(report.job().input(), source))
                        .orElse(null));
        node.set(
                "uploading",
                report.job()
                        .arrival()
                        .map(arrival -> Json.object()
                                .put("upload_id", arrival.upload().toString())
                                .put("arrived_bytes", arrival.bytes()))
                        .orElse(null));
        ArrayNode renditions = node.putArray("renditions");
        report.renditions().forEach(rendition -> renditions.add(rendition(rendition)));
        node.set("warnings", MediaDocument.warnings(report.warnings()));
        node.set("blocked_reason", report.blocked().map(JobDocument::blocked).orElse(null));
        return node;
    }

    static @Nullable String time(Optional<Instant> instant) {
        return instant.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()).orElse(null);
    }

    static ObjectNode blocked(Blocked blocked) {
        return Json.object().put("code", blocked.reason().word()).put("message", blocked.sentence());
    }

    static @Nullable ObjectNode failure(Failure failure) {
        return Json.object()
                .put("code", failure.code().word())
                .put("kind", failure.code().kind().word())
                .put("message", failure.sentence())
                .put("retryable", failure.retryable());
    }

    private static @Nullable ObjectNode error(JobState state) {
        return state instanceof JobState.Failed failed ? failure(failed.failure()) : null;
    }

    private static @Nullable String phase(JobState state) {
        return state instanceof JobState.Processing processing
                ? processing.phase().word()
                : null;
    }

    private ObjectNode links(Job job) {
        String self = "/jobs/" + job.id();
        ObjectNode links = Json.object()
                .put("self", self)
                .put("tasks", self + "/tasks")
                .put("outputs", self + "/outputs")
                .put("events", self + "/events");
        player.map(present -> "?token=" + present.token(job.tenant(), job.id())).ifPresent(token -> {
            if (job.profile().delivers(Delivery.Hls.class)) {
                links.put("hls", self + "/play/master.m3u8" + token);
            }
            if (job.profile().delivers(Delivery.Dash.class)) {
                links.put("dash", self + "/play/manifest.mpd" + token);
            }
        });
        return links;
    }

    private static ObjectNode counts(TaskCounts counts) {
        return Json.object()
                .put("total", counts.total())
                .put("waiting", counts.waiting())
                .put("ready", counts.ready())
                .put("running", counts.running())
                .put("done", counts.done())
                .put("failed", counts.failed())
                .put("canceled", counts.canceled());
    }

    private static ObjectNode rendition(RenditionReport report) {
        ObjectNode node = Json.object();
        node.put("name", report.id().value());
        node.put("status", report.status().word());
        node.put("skipped_reason", report.skipped().orElse(null));
        report.rendition().ifPresent(rendition -> describe(node, rendition));
        return node;
    }

    private static void describe(ObjectNode node, Rendition rendition) {
        switch (rendition) {
            case VideoRendition picture ->
                node.put("kind", "video")
                        .put("width", picture.size().width())
                        .put("height", picture.size().height())
                        .put("max_bitrate", picture.maxBitrate().bitsPerSecond());
            case AudioRendition sound ->
                node.put("kind", "audio")
                        .put("language", sound.language().map(Object::toString).orElse(null))
                        .put("channels", sound.recipe().channels())
                        .put("bitrate", sound.recipe().bitrate().bitsPerSecond());
        }
    }

    /// To a thousandth: finer steps are noise.
    static double rounded(double share) {
        return Math.floor(share * 1000) / 1000;
    }
}
