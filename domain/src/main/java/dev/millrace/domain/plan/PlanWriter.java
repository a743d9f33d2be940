package dev.millrace.domain.plan;

import dev.millrace.domain.document.Node;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a plan as a document for programs; `docs/cli.md` tells what each field means.
public final class PlanWriter {
    private PlanWriter() {}

    /// The whole document. `frames` and `chunks` are there when the source has a picture, and final only when the plan
    /// is complete.
    ///
    /// @param name of the file, without folders
    public static Node.Fields write(String name, SourceInfo source, Profile profile, Plan plan) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("source", SourceWriter.write(name, source));
        fields.put("profile", SourceWriter.text(profile.name().value()));
        fields.put(
                "renditions",
                new Node.Items(plan.renditions().stream()
                        .map(rendition -> rendition(rendition, plan))
                        .toList()));
        fields.put("skipped", skipped(plan.skipped()));
        fields.put("warnings", SourceWriter.warnings(source.warnings()));
        plan.picture().ifPresent(picture -> {
            fields.put(
                    "frames",
                    picture.frames().isPresent()
                            ? Node.Numeric.of(picture.frames().getAsLong())
                            : new Node.Nothing());
            fields.put(
                    "chunks",
                    new Node.Items(
                            picture.chunks().stream().map(PlanWriter::chunk).toList()));
        });
        return new Node.Fields(fields);
    }

    /// Describes what is not made, and why.
    public static Node.Items skipped(List<SkippedRung> rungs) {
        return new Node.Items(rungs.stream().map(PlanWriter::skipped).toList());
    }

    private static Node skipped(SkippedRung rung) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("name", SourceWriter.text(rung.rendition().value()));
        fields.put("reason", SourceWriter.text(rung.reason()));
        return new Node.Fields(fields);
    }

    private static Node rendition(Rendition rendition, Plan plan) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("name", SourceWriter.text(rendition.id().value()));
        switch (rendition) {
            case VideoRendition picture -> picture(fields, picture, plan.requirePicture());
            case AudioRendition sound -> sound(fields, sound);
        }
        return new Node.Fields(fields);
    }

    private static void picture(Map<String, Node> fields, VideoRendition rendition, PicturePlan plan) {
        fields.put("kind", SourceWriter.text("video"));
        fields.put("width", Node.Numeric.of(rendition.size().width()));
        fields.put("height", Node.Numeric.of(rendition.size().height()));
        fields.put("frame_rate", SourceWriter.text(plan.grid().rate().toString()));
        fields.put("crf", Node.Numeric.of(rendition.crf()));
        fields.put("max_bitrate", Node.Numeric.of(rendition.maxBitrate().bitsPerSecond()));
    }

    private static void sound(Map<String, Node> fields, AudioRendition rendition) {
        fields.put("kind", SourceWriter.text("audio"));
        fields.put("language", SourceWriter.text(rendition.language().map(Language::tag)));
        fields.put("channels", Node.Numeric.of(rendition.recipe().channels()));
        fields.put("sample_rate", Node.Numeric.of(rendition.recipe().sampleRate()));
        fields.put("bitrate", Node.Numeric.of(rendition.recipe().bitrate().bitsPerSecond()));
    }

    private static Node chunk(Chunk chunk) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("first_frame", Node.Numeric.of(chunk.frames().start()));
        fields.put("frames", Node.Numeric.of(chunk.frames().length()));
        return new Node.Fields(fields);
    }
}
