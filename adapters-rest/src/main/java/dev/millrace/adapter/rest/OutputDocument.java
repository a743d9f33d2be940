package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.ReadOutputs;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.media.MediaDuration;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// An output as JSON.
final class OutputDocument {
    private OutputDocument() {}

    static ObjectNode of(ReadOutputs.Linked linked) {
        Output output = linked.output();
        ObjectNode node = Json.object();
        node.put("kind", output.kind().word());
        node.put("rendition", output.rendition().map(Object::toString).orElse(null));
        node.put("key", output.file().key().value());
        node.put("content_type", output.type().value());
        node.put("size", output.file().size().bytes());
        node.put("sha256", output.file().sha256());
        node.put(
                "duration_seconds",
                output.duration().map(MediaDuration::seconds).orElse(null));
        node.put("bitrate", bitrate(output));
        node.put("url", linked.link().map(URI::toString).orElse(null));
        return node;
    }

    /// Of whole media files alone: a playlist's own bytes say nothing of what it plays.
    private static @Nullable Long bitrate(Output output) {
        return switch (output.kind()) {
            case MP4 ->
                output.duration()
                        .filter(duration -> duration.ticks() > 0)
                        .map(duration -> Math.round(output.file().size().bytes() * 8 / duration.seconds()))
                        .orElse(null);
            case HLS_MASTER, HLS_MEDIA, DASH_MANIFEST, POSTER -> null;
        };
    }
}
