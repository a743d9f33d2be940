package dev.millrace.domain.media;

import java.time.Duration;
import java.util.List;

/// What the packets of the picture say, found by reading the whole source once. All times are counted from the
/// container's start.
///
/// @param packets number of packets of the picture
/// @param first when the first picture is shown
/// @param end when the last picture stops being shown
/// @param keys when each key picture is shown, ascending
/// @param steadyClock whether decoding times only ever grow, without absurd gaps
public record SourceIndex(long packets, Duration first, Duration end, List<Duration> keys, boolean steadyClock) {
    /// Copies the list.
    public SourceIndex {
        keys = List.copyOf(keys);
    }

    /// The number of slots of a grid at `rate` that the picture fills, at least 1.
    public long slots(FrameRate rate) {
        return Math.max(1, rate.slotsIn(end));
    }
}
