package dev.millrace.domain.plan;

/// What is to be cut.
///
/// @param grid its time base
/// @param frames how many slots it has, at least 1
/// @param frameCost processor seconds for one slot in all sizes, as [EncodeCost] estimates them
public record Film(Grid grid, long frames, double frameCost) {
    /// Refuses films of nothing.
    public Film {
        if (frames < 1 || !(frameCost >= 0)) {
            throw new IllegalArgumentException("a film has frames, and encoding them costs something");
        }
    }

    /// How many segments it fills, the last one perhaps in part.
    long segments() {
        return grid.segments(frames);
    }

    /// Processor seconds for a full segment.
    double segmentCost() {
        return frameCost * grid.segmentFrames();
    }
}
