package dev.millrace.domain.plan;

/// A part of the film that one worker encodes alone, all rungs in one decode.
///
/// @param index at least 0, in the order of time
/// @param frames begins on a segment edge; ends on one too unless it is the last
/// @param last whether the film ends with it; its real end may be a frame off, because some containers can't say
public record Chunk(int index, FrameRange frames, boolean last) {
    /// Refuses negative indexes.
    public Chunk {
        if (index < 0) {
            throw new IllegalArgumentException("a chunk's index is at least 0, not " + index);
        }
    }
}
