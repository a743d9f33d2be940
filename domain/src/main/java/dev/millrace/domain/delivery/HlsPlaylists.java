package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The playlists of HTTP Live Streaming (RFC 8216) for a presentation that is complete, as Apple's HLS authoring
/// specification for Apple devices (2025-05) wants them. Numbers in comments are its rules.
///
/// Every value that is quoted comes from a type that can't hold a quote or a line end.
///
/// @param presentation what to choose from
public record HlsPlaylists(Presentation presentation) {
    /// The lowest that knows `EXT-X-MAP` for whole segments (RFC 8216, 7).
    private static final String VERSION = "#EXT-X-VERSION:6";

    private static final String SOUND_GROUP = "audio";
    private static final long MICROS = 1_000_000;

    /// What a player should start with before it has measured anything (1.32).
    private static final Bitrate TO_START_WITH = Bitrate.kbps(2000);

    /// The multivariant playlist: what a player opens.
    ///
    /// The variant to start with comes first, the others follow in the order of the plan. Without pictures there is one
    /// variant, of sound.
    ///
    /// @param playlists where the media playlist of each rendition is
    public String multivariant(Links<RenditionId> playlists) {
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", VERSION));
        lines.add("#EXT-X-INDEPENDENT-SEGMENTS");
        addSound(lines, playlists);
        if (presentation.pictures().isEmpty()) {
            Presentation.Sound sound = presentation.sound().getFirst();
            addVariant(
                    lines, List.of(), List.of(), playlists.to(sound.rendition().id()));
        }
        for (Presentation.Picture picture : startingWell()) {
            List<String> shown =
                    List.of("RESOLUTION=" + picture.rendition().size(), "FRAME-RATE=" + threeDecimals(picture.rate()));
            addVariant(
                    lines,
                    List.of(picture.track()),
                    shown,
                    playlists.to(picture.rendition().id()));
        }
        return text(lines);
    }

    /// The media playlist of one rendition.
    ///
    /// @param objects where each segment is
    /// @throws IllegalArgumentException when the presentation has no such rendition
    public String media(RenditionId rendition, Links<ObjectKey> objects) {
        SegmentedTrack track = presentation.tracks().stream()
                .filter(candidate -> candidate.rendition().equals(rendition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing was made of " + rendition));
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", VERSION));
        lines.add("#EXT-X-TARGETDURATION:" + targetSeconds());
        lines.add("#EXT-X-PLAYLIST-TYPE:VOD");
        lines.add("#EXT-X-INDEPENDENT-SEGMENTS");
        lines.add("#EXT-X-MAP:URI=" + quoted(objects.to(track.init().key())));
        addSegments(lines, track, objects);
        lines.add("#EXT-X-ENDLIST");
        return text(lines);
    }

    private void addSound(List<String> lines, Links<RenditionId> playlists) {
        Map<String, Integer> names = new HashMap<>();
        Set<Optional<Language>> selectable = new HashSet<>(Set.of(Optional.empty()));
        for (Presentation.Sound sound : presentation.sound()) {
            Optional<Language> language = sound.rendition().language().map(Language::canonical);
            String name = nameOf(language);
            int times = names.merge(name, 1, Integer::sum);
            boolean preferred = sound.rendition().preferred();
            // Players choose by language among these, so each language is there once (RFC 8216, 4.3.4.1.1).
            boolean select = selectable.add(language) || preferred;
            lines.add("#EXT-X-MEDIA:"
                    + String.join(
                            ",",
                            "TYPE=AUDIO",
                            "GROUP-ID=" + quoted(SOUND_GROUP),
                            "NAME=" + quoted(times == 1 ? name : name + " " + times),
                            "LANGUAGE=" + quoted(language.map(Language::tag).orElse("und")),
                            "DEFAULT=" + yesOrNo(preferred),
                            "AUTOSELECT=" + yesOrNo(select),
                            "CHANNELS=" + quoted(sound.rendition().recipe().channels()),
                            "URI=" + quoted(playlists.to(sound.rendition().id()))));
        }
    }

    /// Pictures go with any sound, so the dearest sound counts (9.13).
    private void addVariant(List<String> lines, List<SegmentedTrack> pictures, List<String> shown, URI playlist) {
        List<SegmentedTrack> sound =
                presentation.sound().stream().map(Presentation.Sound::track).toList();
        long target = targetSeconds();
        long peak = highest(pictures, target) + highest(sound, target);
        long average = highestAverage(pictures) + highestAverage(sound);
        Set<String> codecs = new LinkedHashSet<>();
        pictures.forEach(track -> codecs.add(track.codecs()));
        sound.forEach(track -> codecs.add(track.codecs()));

        List<String> attributes = new ArrayList<>();
        attributes.add("BANDWIDTH=" + peak);
        attributes.add("AVERAGE-BANDWIDTH=" + average);
        attributes.add("CODECS=" + quoted(String.join(",", codecs)));
        attributes.addAll(shown);
        if (!sound.isEmpty()) {
            attributes.add("AUDIO=" + quoted(SOUND_GROUP));
        }
        lines.add("#EXT-X-STREAM-INF:" + String.join(",", attributes));
        lines.add(playlist.toASCIIString());
    }

    /// Each duration is rounded so that the sum up to every segment is right within a microsecond: "the sum of the
    /// EXTINF durations of any contiguous group of segments is within one video frame" (8.1).
    private static void addSegments(List<String> lines, SegmentedTrack track, Links<ObjectKey> objects) {
        MediaDuration end = MediaDuration.ZERO;
        for (MediaSegment segment : track.segments()) {
            long from = end.in(MICROS);
            end = end.plus(segment.duration());
            lines.add("#EXTINF:" + BigDecimal.valueOf(end.in(MICROS) - from, 6).toPlainString() + ",");
            lines.add(objects.to(segment.file().key()).toASCIIString());
        }
    }

    /// The longest segment of all renditions, rounded to the nearest second (RFC 8216, 4.3.3.1), because all playlists
    /// must say the same (8.2) and segments may exceed it by up to half a second (7.7).
    private long targetSeconds() {
        return presentation.tracks().stream()
                .flatMap(track -> track.segments().stream())
                .mapToLong(segment -> segment.duration().in(1))
                .reduce(1, Math::max);
    }

    private List<Presentation.Picture> startingWell() {
        List<Presentation.Picture> pictures = new ArrayList<>(presentation.pictures());
        Comparator<Presentation.Picture> cheap =
                Comparator.comparing(picture -> picture.track().average());
        pictures.stream()
                .filter(picture -> picture.track().average().compareTo(TO_START_WITH) <= 0)
                .max(cheap)
                .or(() -> pictures.stream().min(cheap))
                .ifPresent(start -> {
                    pictures.remove(start);
                    pictures.addFirst(start);
                });
        return pictures;
    }

    private static long highest(List<SegmentedTrack> tracks, long targetSeconds) {
        return tracks.stream()
                .mapToLong(track -> track.peak(targetSeconds).bitsPerSecond())
                .max()
                .orElse(0);
    }

    private static long highestAverage(List<SegmentedTrack> tracks) {
        return tracks.stream()
                .mapToLong(track -> track.average().bitsPerSecond())
                .max()
                .orElse(0);
    }

    /// In the language itself, as RFC 8216, 4.3.4.1 wants it.
    private static String nameOf(Optional<Language> language) {
        return language.map(known -> Locale.forLanguageTag(known.tag()))
                .map(locale -> locale.getDisplayName(locale))
                .orElse("Audio");
    }

    private static String threeDecimals(FrameRate rate) {
        return BigDecimal.valueOf(rate.numerator())
                .divide(BigDecimal.valueOf(rate.denominator()), 3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String yesOrNo(boolean value) {
        return value ? "YES" : "NO";
    }

    private static String quoted(URI link) {
        return quoted(link.toASCIIString());
    }

    private static String quoted(int number) {
        return quoted(Integer.toString(number));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
