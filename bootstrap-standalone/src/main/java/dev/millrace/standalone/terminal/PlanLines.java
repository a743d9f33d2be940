package dev.millrace.standalone.terminal;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.SkippedRung;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Extra;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.VideoEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A plan as people read it.
public final class PlanLines {
    private PlanLines() {}

    /// One line for each rendition, each skipped rung and each thing to know.
    public static List<String> of(String name, SourceInfo source, Profile profile, Plan plan, Glyphs glyphs) {
        List<String> lines = new ArrayList<>();
        lines.add(SourceLine.of(name, source, glyphs));
        for (Warning warning : source.warnings()) {
            lines.add(ProgressLine.labelled("note", warning.sentence()));
        }
        lines.add(ProgressLine.labelled("profile", profile.name().value() + glyphs.separator() + made(profile)));
        plan.picture().ifPresent(picture -> lines.addAll(pictures(picture, glyphs)));
        plan.sound().forEach(sound -> lines.add(sound(sound, glyphs)));
        for (SkippedRung rung : plan.skipped()) {
            lines.add(ProgressLine.labelled(rung.rendition().value(), "not made: " + rung.reason()));
        }
        plan.picture().ifPresent(picture -> lines.add(ProgressLine.labelled("chunks", chunks(picture))));
        return lines;
    }

    private static String made(Profile profile) {
        return Stream.concat(
                        profile.deliveries().stream().map(Delivery::word),
                        profile.extras().stream().map(Extra::word))
                .collect(Collectors.joining(", "));
    }

    private static List<String> pictures(PicturePlan picture, Glyphs glyphs) {
        List<String> lines = new ArrayList<>();
        for (VideoRendition rendition : picture.renditions()) {
            lines.add(ProgressLine.labelled(
                    rendition.id().value(),
                    String.join(
                            glyphs.separator(),
                            SourceLine.size(rendition.size(), glyphs),
                            Units.rate(picture.grid().rate()) + " fps",
                            encoder(rendition.encoder()) + ", CRF " + rendition.crf(),
                            "at most " + rate(rendition.maxBitrate()))));
        }
        return lines;
    }

    private static String encoder(VideoEncoder encoder) {
        return switch (encoder) {
            case VideoEncoder.X264 x264 -> "H.264 " + x264.preset().word();
        };
    }

    private static String encoder(AudioEncoder encoder) {
        return switch (encoder) {
            case AudioEncoder.AacLc _ -> "AAC";
        };
    }

    private static String sound(AudioRendition rendition, Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        parts.add(encoder(rendition.recipe().encoder()) + " "
                + rate(rendition.recipe().bitrate()));
        parts.add(rendition.recipe().channels() == 1 ? "mono" : "stereo");
        rendition.language().map(Language::tag).ifPresent(parts::add);
        return ProgressLine.labelled(rendition.id().value(), String.join(glyphs.separator(), parts));
    }

    private static String chunks(PicturePlan picture) {
        int count = picture.chunks().size();
        return count + (count == 1 ? " chunk" : " chunks") + " of "
                + picture.frames().orElse(0)
                + " frames together; a key picture every " + picture.grid().gopFrames() + " frames, a segment every "
                + picture.grid().segmentFrames();
    }

    private static String rate(Bitrate bitrate) {
        return bitrate.bitsPerSecond() >= 1_000_000
                ? Units.twoDigits(bitrate.bitsPerSecond() / 1e6) + " Mb/s"
                : bitrate.bitsPerSecond() / 1000 + " kb/s";
    }
}
