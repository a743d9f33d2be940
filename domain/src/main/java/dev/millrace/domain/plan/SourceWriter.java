package dev.millrace.domain.plan;

import dev.millrace.domain.document.Node;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Track;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes what is known of a source as a document for programs; `docs/cli.md` tells what each field means.
public final class SourceWriter {
    private SourceWriter() {}

    /// Describes a source.
    ///
    /// @param name of the file, without folders
    public static Node.Fields write(String name, SourceInfo source) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("name", text(name));
        fields.put("bytes", Node.Numeric.of(source.container().size().bytes()));
        fields.put("format", text(source.container().format()));
        fields.put("start_seconds", seconds(source.timing().start()));
        fields.put(
                "duration_seconds",
                source.timing().duration().map(SourceWriter::seconds).orElseGet(Node.Nothing::new));
        fields.put(
                "tracks",
                new Node.Items(source.tracks().stream().map(SourceWriter::track).toList()));
        return new Node.Fields(fields);
    }

    /// Describes what was unusual.
    public static Node.Items warnings(List<Warning> warnings) {
        return new Node.Items(warnings.stream().map(SourceWriter::warning).toList());
    }

    private static Node warning(Warning warning) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("code", text(warning.code()));
        fields.put("message", text(warning.sentence()));
        return new Node.Fields(fields);
    }

    private static Node track(Track track) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("index", Node.Numeric.of(track.index()));
        switch (track) {
            case VideoTrack picture -> picture(fields, picture);
            case AudioTrack sound -> sound(fields, sound);
        }
        fields.put("default", new Node.Flag(track.preferred()));
        return new Node.Fields(fields);
    }

    private static void picture(Map<String, Node> fields, VideoTrack track) {
        fields.put("kind", text("video"));
        fields.put("codec", text(track.codec()));
        fields.put("width", Node.Numeric.of(track.display().width()));
        fields.put("height", Node.Numeric.of(track.display().height()));
        fields.put("coded_width", Node.Numeric.of(track.coded().width()));
        fields.put("coded_height", Node.Numeric.of(track.coded().height()));
        fields.put("pixel_aspect_ratio", text(track.pixelShape().toString()));
        fields.put("rotation_degrees", Node.Numeric.of(track.orientation().quarterTurns() * 90L));
        fields.put("mirrored", new Node.Flag(track.orientation().mirrored()));
        fields.put("frame_rate", text(track.nominalRate().toString()));
        fields.put("average_frame_rate", text(track.averageRate().toString()));
        fields.put(
                "frames",
                track.declaredFrames().isPresent()
                        ? Node.Numeric.of(track.declaredFrames().getAsLong())
                        : new Node.Nothing());
        fields.put("scan", text(track.scan().name().toLowerCase(Locale.ROOT)));
        fields.put("pixel_format", text(track.pixelFormat()));
        fields.put("color", colour(track.colour()));
    }

    private static Node colour(Colour colour) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("primaries", text(colour.primaries()));
        fields.put("transfer", text(colour.transfer()));
        fields.put("matrix", text(colour.matrix()));
        fields.put("full_range", new Node.Flag(colour.fullRange()));
        fields.put("hdr", new Node.Flag(colour.highDynamicRange()));
        return new Node.Fields(fields);
    }

    private static void sound(Map<String, Node> fields, AudioTrack track) {
        fields.put("kind", text("audio"));
        fields.put("codec", text(track.codec()));
        fields.put("channels", Node.Numeric.of(track.channels()));
        fields.put("sample_rate", Node.Numeric.of(track.sampleRate()));
        fields.put("language", text(track.language().map(Language::tag)));
    }

    static Node text(String value) {
        return new Node.Text(value);
    }

    static Node text(Optional<String> value) {
        return value.map(SourceWriter::text).orElseGet(Node.Nothing::new);
    }

    private static Node seconds(Duration time) {
        return new Node.Numeric(BigDecimal.valueOf(time.toNanos() / 1e9));
    }
}
