package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
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
import java.util.stream.Stream;

/// The HLS playlist that a player opens (RFC 8216, 4.3.4), whether what it offers was made or is only planned. Numbers in
/// comments are rules of Apple's HLS authoring specification for Apple devices (2025-05).
///
/// @param pictures in the order of the plan
/// @param sound in the order of the plan, the preferred one first; at least one where there are no pictures
record MultivariantPlaylist(List<Picture> pictures, List<Sound> sound) {
    private static final String SOUND_GROUP = "audio";

    /// What a player should start with before it has measured anything (1.32).
    private static final Bitrate TO_START_WITH = Bitrate.kbps(2000);

    /// What a stream asks of a player.
    ///
    /// @param codecs the codec parameter of RFC 6381
    /// @param peak bits of its dearest second
    /// @param average bits of its average second; empty while that is unknown
    record Cost(String codecs, Bitrate peak, Optional<Bitrate> average) {
        Bitrate usual() {
            return average.orElse(peak);
        }
    }

    record Picture(VideoRendition rendition, FrameRate rate, Cost cost) {}

    record Sound(AudioRendition rendition, Cost cost) {}

    /// The variant to start with comes first, the others follow in the order of the plan. Without pictures there is one
    /// variant, of sound.
    String text(Links<RenditionId> playlists) {
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", PlaylistText.VERSION));
        lines.add("#EXT-X-INDEPENDENT-SEGMENTS");
        addSound(lines, playlists);
        if (pictures.isEmpty()) {
            addVariant(
                    lines,
                    Optional.empty(),
                    List.of(),
                    playlists.to(sound.getFirst().rendition().id()));
        }
        for (Picture picture : startingWell()) {
            List<String> shown =
                    List.of("RESOLUTION=" + picture.rendition().size(), "FRAME-RATE=" + threeDecimals(picture.rate()));
            addVariant(
                    lines,
                    Optional.of(picture.cost()),
                    shown,
                    playlists.to(picture.rendition().id()));
        }
        return PlaylistText.of(lines);
    }

    private void addSound(List<String> lines, Links<RenditionId> playlists) {
        Map<String, Integer> names = new HashMap<>();
        Set<Optional<Language>> selectable = new HashSet<>(Set.of(Optional.empty()));
        for (Sound one : sound) {
            AudioRendition rendition = one.rendition();
            Optional<Language> language = rendition.language().map(Language::canonical);
            String name = nameOf(language);
            int times = names.merge(name, 1, Integer::sum);
            boolean preferred = rendition.preferred();
            // Players choose by language among these, so each language is there once (RFC 8216, 4.3.4.1.1).
            boolean select = selectable.add(language) || preferred;
            lines.add("#EXT-X-MEDIA:"
                    + String.join(
                            ",",
                            "TYPE=AUDIO",
                            "GROUP-ID=" + PlaylistText.quoted(SOUND_GROUP),
                            "NAME=" + PlaylistText.quoted(times == 1 ? name : name + " " + times),
                            "LANGUAGE="
                                    + PlaylistText.quoted(
                                            language.map(Language::tag).orElse("und")),
                            "DEFAULT=" + yesOrNo(preferred),
                            "AUTOSELECT=" + yesOrNo(select),
                            "CHANNELS="
                                    + PlaylistText.quoted(
                                            Integer.toString(rendition.recipe().channels())),
                            "URI=" + PlaylistText.quoted(playlists.to(rendition.id()))));
        }
    }

    /// Pictures go with any sound, so the dearest sound counts (9.13).
    private void addVariant(List<String> lines, Optional<Cost> picture, List<String> shown, URI playlist) {
        List<Cost> heard = sound.stream().map(Sound::cost).toList();
        long peak = bits(picture.map(Cost::peak)) + bits(dearest(heard.stream().map(Cost::peak)));
        Set<String> codecs = new LinkedHashSet<>();
        picture.ifPresent(cost -> codecs.add(cost.codecs()));
        heard.forEach(cost -> codecs.add(cost.codecs()));

        List<String> attributes = new ArrayList<>();
        attributes.add("BANDWIDTH=" + peak);
        if (Stream.concat(picture.stream(), heard.stream())
                .allMatch(cost -> cost.average().isPresent())) {
            long average = bits(picture.flatMap(Cost::average))
                    + bits(dearest(heard.stream().flatMap(cost -> cost.average().stream())));
            attributes.add("AVERAGE-BANDWIDTH=" + average);
        }
        attributes.add("CODECS=" + PlaylistText.quoted(String.join(",", codecs)));
        attributes.addAll(shown);
        if (!sound.isEmpty()) {
            attributes.add("AUDIO=" + PlaylistText.quoted(SOUND_GROUP));
        }
        lines.add("#EXT-X-STREAM-INF:" + String.join(",", attributes));
        lines.add(playlist.toASCIIString());
    }

    private List<Picture> startingWell() {
        List<Picture> ordered = new ArrayList<>(pictures);
        Comparator<Picture> cheap =
                Comparator.comparing(picture -> picture.cost().usual());
        pictures.stream()
                .filter(picture -> picture.cost().usual().compareTo(TO_START_WITH) <= 0)
                .max(cheap)
                .or(() -> pictures.stream().min(cheap))
                .ifPresent(start -> {
                    ordered.remove(start);
                    ordered.addFirst(start);
                });
        return ordered;
    }

    private static Optional<Bitrate> dearest(Stream<Bitrate> rates) {
        return rates.max(Comparator.naturalOrder());
    }

    private static long bits(Optional<Bitrate> rate) {
        return rate.map(Bitrate::bitsPerSecond).orElse(0L);
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
}
