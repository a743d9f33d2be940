package dev.millrace.domain.media;

import java.time.Duration;
import java.util.List;

/// What the packets of the picture say, found by reading the whole source once. All times are counted from the
/// container's start.
///
/// @param packets number of packets of the picture, at least 0
/// @param first when the first picture is shown; may be before the container's start
/// @param end when the last picture stops being shown, not before `first`
/// @param keys when each key picture is shown, ascending
/// @param steadyClock whether decoding times only ever grow, without absurd gaps
public record SourceIndex(long packets, Duration first, Duration end, List<Duration> keys, boolean steadyClock) {
    /// Copies the list and refuses what can't be searched.
    public SourceIndex {
        keys = List.copyOf(keys);
        if (packets < 0 || end.compareTo(first) < 0) {
            throw new IllegalArgumentException("not an index: " + packets + " packets from " + first + " to " + end);
        }
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i).compareTo(keys.get(i - 1)) < 0) {
                throw new IllegalArgumentException("keys ascend");
            }
        }
    }

    /// How many key pictures are shown at that time or before.
    public int keysUpTo(Duration time) {
        int from = 0;
        int to = keys.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (keys.get(middle).compareTo(time) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /// The number of slots of a grid at `rate` that the picture fills, at least 1.
    public long slots(FrameRate rate) {
        return Math.max(1, rate.slotsIn(end));
    }
}
