package dev.millrace.standalone.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.VideoRendition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// `job.json`: what was made of what, for programs. `docs/cli.md` tells what each field means.
final class ResultDocument {
    static final String NAME = "job.json";

    /// Grows when a field changes its meaning or goes away; new fields may come at any time.
    private static final int SCHEMA_VERSION = 1;

    private ResultDocument() {}

    /// Describes a finished folder.
    ///
    /// @param files all but this one
    static String of(FinishedJob finished, List<ResultFile> files, RunFacts run) {
        ObjectNode document = beginning(true);
        document.put("millrace", run.version());
        document.put("ffmpeg", run.ffmpeg());
        document.set("source", SourceDocument.of(finished.sourceName(), finished.source()));
        document.put("profile", finished.job().profile().name().value());
        document.set("renditions", renditions(finished));
        document.set("skipped", SourceDocument.skipped(finished.plan().skipped()));
        document.set("warnings", SourceDocument.warnings(finished.warnings()));
        ArrayNode list = document.putArray("files");
        files.forEach(file -> list.add(file(file)));
        document.set("timings", timings(finished, run));
        return SourceDocument.text(document);
    }

    /// Says which files may be replaced or removed, while that is going on.
    static String interim(Collection<Path> files) {
        ObjectNode document = beginning(false);
        ArrayNode list = document.putArray("files");
        files.forEach(file -> list.addObject().put("path", file.toString()));
        return SourceDocument.text(document);
    }

    private static ObjectNode beginning(boolean complete) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema_version", SCHEMA_VERSION)
                .put("complete", complete);
    }

    private static ArrayNode renditions(FinishedJob finished) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        Presentation presentation = finished.presentation();
        for (Presentation.Picture picture : presentation.pictures()) {
            VideoRendition planned = picture.rendition();
            ObjectNode node =
                    nodes.addObject().put("name", planned.id().value()).put("kind", "video");
            node.put("width", planned.size().width())
                    .put("height", planned.size().height());
            node.put("frame_rate", picture.rate().toString()).put("frames", finished.frames());
            measured(node, picture.track());
        }
        for (Presentation.Sound sound : presentation.sound()) {
            AudioRendition planned = sound.rendition();
            ObjectNode node =
                    nodes.addObject().put("name", planned.id().value()).put("kind", "audio");
            node.put("language", SourceDocument.tag(planned.language()));
            node.put("channels", planned.recipe().channels());
            node.put("sample_rate", planned.recipe().sampleRate());
            measured(node, sound.track());
        }
        return nodes;
    }

    private static void measured(ObjectNode node, SegmentedTrack track) {
        long bytes = track.segments().stream()
                .map(MediaSegment::file)
                .mapToLong(file -> file.size().bytes())
                .sum();
        node.put("codecs", track.codecs());
        node.put("duration_seconds", track.duration().seconds());
        node.put("average_bitrate", track.average().bitsPerSecond());
        node.put("bytes", bytes);
    }

    private static ObjectNode file(ResultFile file) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("path", file.path());
        node.put("kind", file.kind());
        file.rendition().ifPresent(rendition -> node.put("rendition", rendition.value()));
        node.put("bytes", file.size().bytes());
        node.put("sha256", file.sha256());
        return node;
    }

    private static ObjectNode timings(FinishedJob finished, RunFacts run) {
        double seconds = run.elapsed().toMillis() / 1000.0;
        double film = finished.presentation().tracks().stream()
                .mapToDouble(track -> track.duration().seconds())
                .max()
                .orElse(0);
        return JsonNodeFactory.instance
                .objectNode()
                .put("started_at", finished.job().createdAt().toString())
                .put("seconds", seconds)
                .put("speed", Math.round(film / seconds * 1000) / 1000.0);
    }
}
