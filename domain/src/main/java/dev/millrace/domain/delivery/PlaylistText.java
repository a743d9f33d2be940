package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/// What all HLS playlists have in common (RFC 8216, 4.1).
///
/// Every value that is quoted comes from a type that can't hold a quote or a line end.
final class PlaylistText {
    /// The lowest that knows `EXT-X-MAP` for whole segments (RFC 8216, 7).
    static final String VERSION = "#EXT-X-VERSION:6";

    private static final long MICROS = 1_000_000;

    private PlaylistText() {}

    /// The header and the segments of a track, in order.
    ///
    /// Each duration is rounded so that the sum up to every segment is right within a microsecond: "the sum of the
    /// EXTINF durations of any contiguous group of segments is within one video frame" (Apple's authoring
    /// specification, 8.1).
    static void addSegments(List<String> lines, SegmentedTrack track, Links<ObjectKey> objects) {
        lines.add("#EXT-X-MAP:URI=" + quoted(objects.to(track.init().key())));
        MediaDuration end = MediaDuration.ZERO;
        for (MediaSegment segment : track.segments()) {
            long from = end.in(MICROS);
            end = end.plus(segment.duration());
            lines.add("#EXTINF:" + BigDecimal.valueOf(end.in(MICROS) - from, 6).toPlainString() + ",");
            lines.add(objects.to(segment.file().key()).toASCIIString());
        }
    }

    static String quoted(URI link) {
        return quoted(link.toASCIIString());
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    static String of(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
