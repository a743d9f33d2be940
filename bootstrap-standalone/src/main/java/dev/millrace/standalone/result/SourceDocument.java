package dev.millrace.standalone.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Track;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.SkippedRung;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a source, as JSON for programs; `docs/cli.md` tells what each field means.
public final class SourceDocument {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SourceDocument() {}

    /// Describes a source.
    ///
    /// @param name of the file, without folders
    public static ObjectNode of(String name, SourceInfo source) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name);
        node.put("bytes", source.container().size().bytes());
        node.put("format", source.container().format());
        node.put("start_seconds", seconds(source.timing().start()));
        node.put(
                "duration_seconds",
                source.timing().duration().map(SourceDocument::seconds).orElse(null));
        ArrayNode tracks = node.putArray("tracks");
        source.tracks().forEach(track -> tracks.add(track(track)));
        return node;
    }

    /// Describes what was unusual.
    public static ArrayNode warnings(List<Warning> warnings) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (Warning warning : warnings) {
            nodes.addObject().put("code", warning.code()).put("message", warning.sentence());
        }
        return nodes;
    }

    /// Describes what is not made, and why.
    static ArrayNode skipped(List<SkippedRung> rungs) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (SkippedRung rung : rungs) {
            nodes.addObject().put("name", rung.rendition().value()).put("reason", rung.reason());
        }
        return nodes;
    }

    /// A document as text.
    public static String text(JsonNode document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }

    private static ObjectNode track(Track track) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("index", track.index());
        switch (track) {
            case VideoTrack picture -> picture(node, picture);
            case AudioTrack sound -> sound(node, sound);
        }
        node.put("default", track.preferred());
        return node;
    }

    private static void picture(ObjectNode node, VideoTrack track) {
        node.put("kind", "video");
        node.put("codec", track.codec());
        node.put("width", track.display().width());
        node.put("height", track.display().height());
        node.put("coded_width", track.coded().width());
        node.put("coded_height", track.coded().height());
        node.put("pixel_aspect_ratio", track.pixelShape().toString());
        node.put("rotation_degrees", track.orientation().quarterTurns() * 90);
        node.put("mirrored", track.orientation().mirrored());
        node.put("frame_rate", track.nominalRate().toString());
        node.put("average_frame_rate", track.averageRate().toString());
        node.put(
                "frames",
                track.declaredFrames().isPresent() ? track.declaredFrames().getAsLong() : null);
        node.put("scan", track.scan().name().toLowerCase(Locale.ROOT));
        node.put("pixel_format", track.pixelFormat());
        colour(node.putObject("color"), track.colour());
    }

    private static void colour(ObjectNode node, Colour colour) {
        node.put("primaries", colour.primaries().orElse(null));
        node.put("transfer", colour.transfer().orElse(null));
        node.put("matrix", colour.matrix().orElse(null));
        node.put("full_range", colour.fullRange());
        node.put("hdr", colour.highDynamicRange());
    }

    private static void sound(ObjectNode node, AudioTrack track) {
        node.put("kind", "audio");
        node.put("codec", track.codec());
        node.put("channels", track.channels());
        node.put("sample_rate", track.sampleRate());
        node.put("language", tag(track.language()));
    }

    static @Nullable String tag(Optional<Language> language) {
        return language.map(Language::tag).orElse(null);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
