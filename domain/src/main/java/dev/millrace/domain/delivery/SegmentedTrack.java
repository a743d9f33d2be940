package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.util.List;
import java.util.regex.Pattern;

/// One rendition, or a part of it, as a player streams it: its header and its segments in order.
///
/// @param rendition which
/// @param codecs the codec parameter of RFC 6381, such as `avc1.64001f`
/// @param init the CMAF header that every segment needs
/// @param segments in the order of time, at least one
public record SegmentedTrack(RenditionId rendition, String codecs, StoredFile init, List<MediaSegment> segments) {
    private static final Pattern CODECS = Pattern.compile("[A-Za-z0-9]+(\\.[A-Za-z0-9-]+)*");

    /// Copies the list and refuses what a playlist could not name.
    public SegmentedTrack {
        segments = List.copyOf(segments);
        if (!CODECS.matcher(codecs).matches()) {
            throw new IllegalArgumentException("not the codec parameter of one track");
        }
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a track has at least one segment");
        }
    }

    /// The parts of one rendition as a whole, with the header of the first.
    ///
    /// @param parts in the order of time, at least one
    /// @throws IllegalArgumentException when they differ in rendition, codec or a single byte of their headers, because
    ///     no player could go from one to the next
    public static SegmentedTrack joined(List<SegmentedTrack> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing was made of a rendition");
        }
        SegmentedTrack first = parts.getFirst();
        if (!parts.stream().allMatch(first::continuesIn)) {
            throw new IllegalArgumentException("the parts of " + first.rendition() + " don't fit together");
        }
        return new SegmentedTrack(
                first.rendition(),
                first.codecs(),
                first.init(),
                parts.stream().flatMap(part -> part.segments().stream()).toList());
    }

    /// The sum of all segments.
    public MediaDuration duration() {
        return segments.stream().map(MediaSegment::duration).reduce(MediaDuration.ZERO, MediaDuration::plus);
    }

    /// The highest bitrate of neighbouring segments that together last 0.5 to 1.5 times the target duration (RFC 8216,
    /// 4.1), rounded up: a last segment of a few frames alone would be no measure. The average when the whole track is
    /// shorter than that.
    ///
    /// @param targetSeconds the target duration of the playlist, at least 1
    public Bitrate peak(long targetSeconds) {
        double peak = 0;
        for (int from = 0; from < segments.size(); from++) {
            double seconds = 0;
            long bytes = 0;
            for (int to = from; to < segments.size() && seconds < 1.5 * targetSeconds; to++) {
                seconds += segments.get(to).duration().seconds();
                bytes += segments.get(to).file().size().bytes();
                if (seconds >= 0.5 * targetSeconds && seconds <= 1.5 * targetSeconds) {
                    peak = Math.max(peak, bytes * 8 / seconds);
                }
            }
        }
        return peak == 0 ? average() : roundedUp(peak);
    }

    /// All bits over all time, rounded up.
    public Bitrate average() {
        long bytes = segments.stream().mapToLong(s -> s.file().size().bytes()).sum();
        return roundedUp(bytes * 8 / duration().seconds());
    }

    /// Whether a player can go on from this one to the next.
    boolean continuesIn(SegmentedTrack next) {
        return rendition.equals(next.rendition)
                && codecs.equals(next.codecs)
                && init.sha256().equals(next.init.sha256());
    }

    private static Bitrate roundedUp(double bitsPerSecond) {
        return new Bitrate(Math.max(1, (long) Math.ceil(bitsPerSecond)));
    }
}
