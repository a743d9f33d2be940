package dev.millrace.standalone.terminal;

import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a source is, on one line: `film.mp4   1920×1080 · 24 fps · H.264 · 1 audio (eng) · 1:22`.
public final class SourceLine {
    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("aac", "AAC"),
            Map.entry("ac3", "AC-3"),
            Map.entry("av1", "AV1"),
            Map.entry("flac", "FLAC"),
            Map.entry("h263", "H.263"),
            Map.entry("h264", "H.264"),
            Map.entry("hevc", "HEVC"),
            Map.entry("mp3", "MP3"),
            Map.entry("mpeg2video", "MPEG-2"),
            Map.entry("mpeg4", "MPEG-4"),
            Map.entry("opus", "Opus"),
            Map.entry("prores", "ProRes"),
            Map.entry("theora", "Theora"),
            Map.entry("vorbis", "Vorbis"),
            Map.entry("vp8", "VP8"),
            Map.entry("vp9", "VP9"));

    private SourceLine() {}

    /// Describes a source.
    ///
    /// @param name of the file, of any characters
    public static String of(String name, SourceInfo source, Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        source.picture().ifPresent(track -> parts.addAll(picture(track, glyphs)));
        parts.add(sound(source));
        source.timing().duration().ifPresent(time -> parts.add(Units.length(time)));
        return Units.printable(name) + "   " + String.join(glyphs.separator(), parts);
    }

    /// A size as people write it: `1920×1080`.
    public static String size(FrameSize size, Glyphs glyphs) {
        return size.width() + glyphs.times() + size.height();
    }

    private static List<String> picture(VideoTrack track, Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        parts.add(size(track.display(), glyphs));
        parts.add(Units.rate(usualRate(track)) + " fps");
        parts.add(codec(track.codec()) + (track.colour().highDynamicRange() ? " HDR" : ""));
        return parts;
    }

    private static String sound(SourceInfo source) {
        List<AudioTrack> tracks = source.sound();
        if (tracks.isEmpty()) {
            return "no audio";
        }
        String languages = tracks.stream()
                .flatMap(track -> track.language().stream())
                .map(Language::tag)
                .distinct()
                .collect(Collectors.joining(", "));
        String codec =
                source.picture().isEmpty() ? " " + codec(tracks.getFirst().codec()) : "";
        return tracks.size() + " audio" + codec + (languages.isEmpty() ? "" : " (" + languages + ")");
    }

    /// The rate a film was made at, where frames come evenly; their average where they don't.
    private static FrameRate usualRate(VideoTrack track) {
        double nominal = track.nominalRate().perSecond();
        double average = track.averageRate().perSecond();
        return Math.abs(nominal - average) <= 0.01 * nominal ? track.nominalRate() : track.averageRate();
    }

    private static String codec(String name) {
        return CODECS.getOrDefault(name, name.toUpperCase(Locale.ROOT));
    }
}
