package dev.millrace.adapter.rest;

import dev.millrace.domain.media.Scan;
import java.util.Locale;

/// The shapes of what [MediaDocument] writes.
final class MediaSchemas {
    private static final Schema RATE = Schema.text().example("30000/1001");

    private static final Schema COLOR = Schema.object()
            .with("primaries", Schema.text(), "As ffmpeg names them; `unknown` when the file does not say.")
            .with("transfer", Schema.text(), "As ffmpeg names it.")
            .with("matrix", Schema.text(), "As ffmpeg names it.")
            .with("full_range", Schema.flag(), "Whether black is 0.")
            .with("hdr", Schema.flag(), "Whether it is PQ or HLG.")
            .named("Color");

    private static final Schema VIDEO_TRACK = Schema.object()
            .with("index", Schema.whole(), "Of the track in the file.")
            .with("kind", Schema.exactly("video"), "What it holds.")
            .with("codec", Schema.text(), "As ffmpeg names it.")
            .with("width", Schema.whole(), "As it is shown, in square pixels, upright.")
            .with("height", Schema.whole(), "As it is shown, in square pixels, upright.")
            .with("coded_width", Schema.whole(), "As it is stored.")
            .with("coded_height", Schema.whole(), "As it is stored.")
            .with("pixel_aspect_ratio", Schema.text(), "Width to height of a stored pixel.")
            .with("rotation_degrees", Schema.whole(0, 270), "How far it is turned to be upright: 0, 90, 180 or 270.")
            .with("mirrored", Schema.flag(), "Whether it is mirrored, too.")
            .with("frame_rate", RATE, "Frames a second, as the file claims.")
            .with("average_frame_rate", RATE, "Frames a second, on average.")
            .with("frames", Schema.whole().orNull(), "How many the file claims to have.")
            .with(
                    "scan",
                    Schema.word(Scan.values(), scan -> scan.name().toLowerCase(Locale.ROOT)),
                    "How lines make a frame.")
            .with("pixel_format", Schema.text(), "As ffmpeg names it.")
            .with("color", COLOR, "How its values are meant.")
            .with("default", Schema.flag(), "Whether the file prefers it.")
            .named("VideoTrack");

    private static final Schema AUDIO_TRACK = Schema.object()
            .with("index", Schema.whole(), "Of the track in the file.")
            .with("kind", Schema.exactly("audio"), "What it holds.")
            .with("codec", Schema.text(), "As ffmpeg names it.")
            .with("channels", Schema.whole(), "How many it has.")
            .with("sample_rate", Schema.whole(), "Samples a second.")
            .with("language", Schema.text().orNull(), "BCP 47; null when the file does not say.")
            .with("default", Schema.flag(), "Whether the file prefers it.")
            .named("AudioTrack");

    static final Schema SOURCE = Schema.object()
            .with("name", Schema.text(), "Of the file, without folders.")
            .with("bytes", Schema.whole(), "Its size.")
            .with("format", Schema.text(), "Its container, as ffmpeg names it.")
            .with("start_seconds", Schema.number(), "When its first frame is shown.")
            .with("duration_seconds", Schema.number().orNull(), "What it claims to last; null when it does not say.")
            .with("tracks", Schema.list(Schema.either(VIDEO_TRACK, AUDIO_TRACK)), "Of pictures and of sound.")
            .named("Source");

    static final Schema WARNINGS = Schema.list(Schema.object()
            .with("code", Schema.text(), "Stable; docs/warnings.md has them all.")
            .with("message", Schema.text(), "What was unusual and what was done about it, for people.")
            .named("Warning"));

    private static final Schema PLANNED_PICTURE = Schema.object()
            .with("name", Schema.text(), "Of the rendition.")
            .with("kind", Schema.exactly("video"), "What it holds.")
            .with("width", Schema.whole(), "In pixels.")
            .with("height", Schema.whole(), "In pixels.")
            .with("frame_rate", RATE, "Frames a second.")
            .with("crf", Schema.whole(), "The quality that is aimed at; lower is better.")
            .with("max_bitrate", Schema.whole(), "Its cap.")
            .named("PlannedVideo");

    private static final Schema PLANNED_SOUND = Schema.object()
            .with("name", Schema.text(), "Of the rendition.")
            .with("kind", Schema.exactly("audio"), "What it holds.")
            .with("language", Schema.text().orNull(), "BCP 47; null when nobody knows.")
            .with("channels", Schema.whole(), "How many it has.")
            .with("sample_rate", Schema.whole(), "Samples a second.")
            .with("bitrate", Schema.whole(), "What it takes.")
            .named("PlannedAudio");

    static final Schema PLAN = Schema.object()
            .with("source", SOURCE, "What the headers say of it.")
            .with("profile", Schema.text(), "The name of the profile.")
            .with("renditions", Schema.list(Schema.either(PLANNED_PICTURE, PLANNED_SOUND)), "What would be made.")
            .with(
                    "skipped",
                    Schema.list(Schema.object()
                            .with("name", Schema.text(), "Of the rendition.")
                            .with("reason", Schema.text(), "Why, for people.")
                            .named("SkippedRendition")),
                    "What would not be made.")
            .with("warnings", WARNINGS, "What is unusual in the source.")
            .maybe("frames", Schema.whole().orNull(), "How many the headers claim; missing without a picture.")
            .maybe(
                    "chunks",
                    Schema.list(Schema.object()
                            .with("first_frame", Schema.whole(), "Counted on the grid.")
                            .with("frames", Schema.whole(), "How many it has.")
                            .named("PlannedChunk")),
                    "What workers would encode apart; missing without a picture.")
            .named("Plan");

    private MediaSchemas() {}
}
