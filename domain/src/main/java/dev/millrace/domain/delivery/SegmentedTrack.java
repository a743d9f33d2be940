package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.util.List;

/// One rendition as a player streams it: its header and its segments in order.
///
/// @param rendition which
/// @param codecs the codec parameter of RFC 6381, such as `avc1.64001f`
/// @param init the CMAF header that every segment needs
/// @param segments in the order of time
public record SegmentedTrack(RenditionId rendition, String codecs, StoredFile init, List<MediaSegment> segments) {
    /// Copies the list.
    public SegmentedTrack {
        segments = List.copyOf(segments);
    }

    /// The sum of all segments.
    public MediaDuration duration() {
        return segments.stream().map(MediaSegment::duration).reduce(MediaDuration.ZERO, MediaDuration::plus);
    }

    /// The highest bitrate of one segment; what HLS calls `BANDWIDTH` (RFC 8216, 4.3.4.2).
    public Bitrate peak() {
        double peak = segments.stream()
                .filter(segment -> segment.duration().ticks() > 0)
                .mapToDouble(segment -> bitsPerSecond(segment.file().size().bytes(), segment.duration()))
                .max()
                .orElse(1);
        return new Bitrate(Math.max(1, (long) Math.ceil(peak)));
    }

    /// All bits over all time; what HLS calls `AVERAGE-BANDWIDTH`.
    public Bitrate average() {
        long bytes = segments.stream().mapToLong(s -> s.file().size().bytes()).sum();
        MediaDuration whole = duration();
        return new Bitrate(whole.ticks() == 0 ? 1 : Math.max(1, (long) Math.ceil(bitsPerSecond(bytes, whole))));
    }

    private static double bitsPerSecond(long bytes, MediaDuration duration) {
        return bytes * 8.0 / duration.seconds();
    }
}
