package dev.millrace.domain.profile;

import dev.millrace.domain.document.LengthText;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.media.Bitrate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes profiles as documents. Everything is written, also what could be left out, and [ProfileReader] reads exactly
/// the same profile from it.
public final class ProfileWriter {
    private ProfileWriter() {}

    /// The document of a profile.
    public static Node write(Profile profile) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("name", new Node.Text(profile.name().value()));
        fields.put("gop", new Node.Text(LengthText.of(profile.cadence().gop())));
        fields.put("segment_gops", Node.Numeric.of(profile.cadence().segmentGops()));
        fields.put("video", list(profile.video(), ProfileWriter::videoRecipe));
        fields.put("audio", list(profile.audio(), ProfileWriter::audioRecipe));
        fields.put("deliveries", list(profile.deliveries(), delivery -> new Node.Text(delivery.word())));
        fields.put("extras", list(profile.extras(), extra -> new Node.Text(extra.word())));
        return new Node.Fields(fields);
    }

    private static Node videoRecipe(VideoRecipe recipe) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("codec", new Node.Text(recipe.encoder().codec().word()));
        switch (recipe.encoder()) {
            case VideoEncoder.X264(Preset preset) -> fields.put("preset", new Node.Text(preset.word()));
        }
        fields.put("rungs", list(recipe.ladder().rungs(), ProfileWriter::rung));
        return new Node.Fields(fields);
    }

    private static Node rung(Rung rung) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("short_side", Node.Numeric.of(rung.shortSide()));
        fields.put("crf", Node.Numeric.of(rung.crf()));
        fields.put("max_bitrate", bitrate(rung.maxBitrate()));
        fields.put("buffer", bitrate(rung.buffer()));
        return new Node.Fields(fields);
    }

    private static Node audioRecipe(AudioRecipe recipe) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("codec", new Node.Text(recipe.encoder().codec().word()));
        fields.put("bitrate", bitrate(recipe.bitrate()));
        fields.put("channels", Node.Numeric.of(recipe.channels()));
        fields.put("sample_rate", Node.Numeric.of(recipe.sampleRate()));
        return new Node.Fields(fields);
    }

    private static Node bitrate(Bitrate bitrate) {
        return new Node.Text(bitrate.toString());
    }

    private static <T> Node list(List<T> values, Function<T, Node> writing) {
        return new Node.Items(values.stream().map(writing).toList());
    }
}
