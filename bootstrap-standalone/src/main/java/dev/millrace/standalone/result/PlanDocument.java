package dev.millrace.standalone.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Profile;

/// A plan as JSON for programs; `docs/cli.md` tells what each field means.
public final class PlanDocument {
    private PlanDocument() {}

    /// The whole document.
    public static String of(String name, SourceInfo source, Profile profile, Plan plan) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("source", SourceDocument.of(name, source));
        document.put("profile", profile.name().value());
        ArrayNode renditions = document.putArray("renditions");
        plan.picture()
                .ifPresent(picture -> picture.renditions().forEach(made -> renditions.add(picture(made, picture))));
        plan.sound().forEach(made -> renditions.add(sound(made)));
        document.set("skipped", SourceDocument.skipped(plan.skipped()));
        document.set("warnings", SourceDocument.warnings(source.warnings()));
        plan.picture().ifPresent(picture -> {
            document.put("frames", picture.frames().orElse(0));
            ArrayNode chunks = document.putArray("chunks");
            picture.chunks().forEach(chunk -> chunks.add(chunk(chunk)));
        });
        return SourceDocument.text(document);
    }

    private static ObjectNode picture(VideoRendition rendition, PicturePlan plan) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", rendition.id().value())
                .put("kind", "video")
                .put("width", rendition.size().width())
                .put("height", rendition.size().height())
                .put("frame_rate", plan.grid().rate().toString())
                .put("crf", rendition.crf())
                .put("max_bitrate", rendition.maxBitrate().bitsPerSecond());
    }

    private static ObjectNode sound(AudioRendition rendition) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", rendition.id().value())
                .put("kind", "audio")
                .put("language", SourceDocument.tag(rendition.language()))
                .put("channels", rendition.recipe().channels())
                .put("sample_rate", rendition.recipe().sampleRate())
                .put("bitrate", rendition.recipe().bitrate().bitsPerSecond());
    }

    private static ObjectNode chunk(Chunk chunk) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("first_frame", chunk.frames().start())
                .put("frames", chunk.frames().length());
    }
}
