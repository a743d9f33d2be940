package dev.millrace.domain.plan;

/// Slots of a grid from `start` up to but not including `end`.
///
/// @param start at least 0
/// @param end more than `start`
public record FrameRange(long start, long end) {
    /// Refuses empty and negative ranges.
    public FrameRange {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a frame range: [" + start + ", " + end + ")");
        }
    }

    /// The number of slots.
    public long length() {
        return end - start;
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}
