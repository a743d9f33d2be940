package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.profile.Cadence;

/// The time base of a job's pictures, counted in frames: slot k is shown at k / rate after the container's start.
///
/// Lengths are whole frames, never seconds: at 24000/1001 frames a second, 6 s is no whole number of frames.
///
/// @param rate slots per second
/// @param gopFrames frames from one key picture to the next, at least 1
/// @param segmentGops groups of pictures in one segment, at least 1
public record Grid(FrameRate rate, int gopFrames, int segmentGops) {
    /// Refuses empty groups and segments.
    public Grid {
        if (gopFrames < 1 || segmentGops < 1) {
            throw new IllegalArgumentException("a grid has groups and segments of at least one frame");
        }
    }

    /// The grid of that rate whose groups are as near to the cadence as whole frames allow.
    public static Grid of(FrameRate rate, Cadence cadence) {
        return new Grid(rate, Math.toIntExact(Math.max(1, rate.slotsIn(cadence.gop()))), cadence.segmentGops());
    }

    /// Frames in one full segment.
    public int segmentFrames() {
        return Math.multiplyExact(gopFrames, segmentGops);
    }

    /// The number of segments that `frames` frames fill, the last one perhaps in part.
    public long segments(long frames) {
        return Math.ceilDiv(frames, segmentFrames());
    }
}
