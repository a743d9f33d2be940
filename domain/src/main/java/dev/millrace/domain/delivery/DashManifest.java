package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.MediaDuration;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/// The manifest of MPEG-DASH (ISO/IEC 23009-1, "MPD") for a presentation that is complete: one period over the segments
/// that HLS names, too.
///
/// Segments lie below the prefixes of the attempts that made them, and a server signs the link of each, so no template
/// could spell their addresses: they are listed one by one. Their times are exact, in the clock of their track. The
/// guidelines of the DASH Industry Forum know templates only; everything else in them is followed.
///
/// @param presentation what to choose from
public record DashManifest(Presentation presentation) {
    private static final long MICROS = 1_000_000;

    /// The manifest.
    ///
    /// @param objects where each segment is
    public String text(Links<ObjectKey> objects) {
        Xml xml = new Xml();
        xml.open(
                "MPD",
                "xmlns",
                "urn:mpeg:dash:schema:mpd:2011",
                "profiles",
                "urn:mpeg:dash:profile:isoff-main:2011",
                "type",
                "static",
                "mediaPresentationDuration",
                time(presentation.duration()),
                "maxSegmentDuration",
                time(longestSegment()),
                "minBufferTime",
                time(longestSegment()));
        xml.open("Period", "id", "0", "start", "PT0S");
        if (!presentation.pictures().isEmpty()) {
            addPictures(xml, objects);
        }
        for (int i = 0; i < presentation.sound().size(); i++) {
            addSound(xml, i + 1, presentation.sound().get(i), objects);
        }
        xml.close("Period");
        xml.close("MPD");
        return xml.text();
    }

    /// All sizes in one set, because a player may change between them at every segment.
    private void addPictures(Xml xml, Links<ObjectKey> objects) {
        xml.open(
                "AdaptationSet",
                "id",
                "0",
                "contentType",
                "video",
                "mimeType",
                MediaType.MP4.value(),
                "segmentAlignment",
                "true",
                "startWithSAP",
                "1");
        addRole(xml, true);
        for (Presentation.Picture picture : presentation.pictures()) {
            xml.open(
                    "Representation",
                    "id",
                    picture.rendition().id().value(),
                    "bandwidth",
                    bandwidth(picture.track()),
                    "codecs",
                    picture.track().codecs(),
                    "width",
                    Integer.toString(picture.rendition().size().width()),
                    "height",
                    Integer.toString(picture.rendition().size().height()),
                    "frameRate",
                    picture.rate().toString(),
                    "sar",
                    "1:1");
            addSegments(xml, picture.track(), objects);
            xml.close("Representation");
        }
        xml.close("AdaptationSet");
    }

    /// A set for each sound, because changing between them is for the listener to decide.
    private void addSound(Xml xml, int id, Presentation.Sound sound, Links<ObjectKey> objects) {
        String language = sound.rendition()
                .language()
                .map(Language::canonical)
                .map(Language::tag)
                .orElse("und");
        xml.open(
                "AdaptationSet",
                "id",
                Integer.toString(id),
                "contentType",
                "audio",
                "mimeType",
                MediaType.M4A.value(),
                "lang",
                language,
                "segmentAlignment",
                "true",
                "startWithSAP",
                "1");
        addRole(xml, sound.rendition().preferred());
        xml.open(
                "Representation",
                "id",
                sound.rendition().id().value(),
                "bandwidth",
                bandwidth(sound.track()),
                "codecs",
                sound.track().codecs(),
                "audioSamplingRate",
                Integer.toString(sound.rendition().recipe().sampleRate()));
        xml.empty(
                "AudioChannelConfiguration",
                "schemeIdUri",
                "urn:mpeg:dash:23003:3:audio_channel_configuration:2011",
                "value",
                Integer.toString(sound.rendition().recipe().channels()));
        addSegments(xml, sound.track(), objects);
        xml.close("Representation");
        xml.close("AdaptationSet");
    }

    private static void addRole(Xml xml, boolean main) {
        xml.empty("Role", "schemeIdUri", "urn:mpeg:dash:role:2011", "value", main ? "main" : "alternate");
    }

    private static void addSegments(Xml xml, SegmentedTrack track, Links<ObjectKey> objects) {
        List<MediaSegment> segments = track.segments();
        long clock = segments.getFirst().duration().perSecond();
        xml.open("SegmentList", "timescale", Long.toString(clock));
        xml.empty("Initialization", "sourceURL", link(objects.to(track.init().key())));
        addTimeline(xml, segments, clock);
        segments.forEach(segment ->
                xml.empty("SegmentURL", "media", link(objects.to(segment.file().key()))));
        xml.close("SegmentList");
    }

    /// Runs of equal segments could be written as one entry, but dash.js (5.2.1) takes the n-th address for the n-th
    /// entry, however often that is repeated.
    private static void addTimeline(Xml xml, List<MediaSegment> segments, long clock) {
        xml.open("SegmentTimeline");
        MediaDuration end = MediaDuration.ZERO;
        for (MediaSegment segment : segments) {
            long from = end.in(clock);
            end = end.plus(segment.duration());
            xml.empty("S", "t", Long.toString(from), "d", Long.toString(end.in(clock) - from));
        }
        xml.close("SegmentTimeline");
    }

    /// At this rate, after a buffer of the longest segment, a player never waits (ISO/IEC 23009-1, 5.3.5.4).
    private String bandwidth(SegmentedTrack track) {
        return Long.toString(track.peak(Math.max(1, longestSegment().in(1))).bitsPerSecond());
    }

    private MediaDuration longestSegment() {
        return presentation.tracks().stream()
                .flatMap(track -> track.segments().stream())
                .map(MediaSegment::duration)
                .max(Comparator.naturalOrder())
                .orElse(MediaDuration.ZERO);
    }

    /// An `xs:duration`, which is one of ISO 8601, in seconds.
    private static String time(MediaDuration length) {
        BigDecimal seconds = BigDecimal.valueOf(length.in(MICROS), 6).stripTrailingZeros();
        return "PT" + seconds.toPlainString() + "S";
    }

    private static String link(URI link) {
        return link.toASCIIString();
    }
}
