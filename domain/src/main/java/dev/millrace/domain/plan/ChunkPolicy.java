package dev.millrace.domain.plan;

import java.util.ArrayList;
import java.util.List;

/// How a film is cut for workers, in whole segments.
///
/// Each chunk costs one process start and the decoding of a few frames before its first; too few chunks leave workers
/// idle at the end. The first is short, so that the first seconds can play early.
///
/// @param wholeUpTo a film of no more segments stays one chunk
/// @param first segments of the first chunk of a longer film
/// @param target segments that each later chunk should have
public record ChunkPolicy(int wholeUpTo, int first, int target) {
    /// With segments of 6 s: up to 12 s in one piece, else 6 s first and then pieces of about 24 s.
    public static final ChunkPolicy STANDARD = new ChunkPolicy(2, 1, 4);

    /// Refuses empty chunks and a first chunk longer than a short film.
    public ChunkPolicy {
        if (first < 1 || target < 1 || wholeUpTo < first) {
            throw new IllegalArgumentException("chunks have at least one segment, and a short film at least a first");
        }
    }

    /// The first chunk, as it is cut before the film's exact length is known.
    public Chunk opening(Grid grid) {
        return new Chunk(0, new FrameRange(0, (long) first * grid.segmentFrames()), false);
    }

    /// Whether a film of so many frames would be cut at all, with a segment to spare for headers that exaggerate.
    public boolean surelyCuts(Grid grid, long declaredFrames) {
        return grid.segments(declaredFrames) > wholeUpTo + 1L;
    }

    /// Cuts a film of `frames` frames. The chunks follow each other without a gap and each begins on a segment edge.
    ///
    /// @param opened whether the opening chunk exists already and must stay as it is
    public List<Chunk> cut(Grid grid, long frames, boolean opened) {
        long segments = grid.segments(frames);
        if (segments <= wholeUpTo && !opened) {
            return List.of(new Chunk(0, new FrameRange(0, frames), true));
        }
        List<Chunk> chunks = new ArrayList<>();
        chunks.add(opening(grid));
        long rest = segments - first;
        long pieces = Math.max(1, Math.round((double) rest / target));
        for (long piece = 0; piece < pieces; piece++) {
            long from = (first + rest * piece / pieces) * grid.segmentFrames();
            long to = Math.min(frames, (first + rest * (piece + 1) / pieces) * grid.segmentFrames());
            chunks.add(new Chunk(chunks.size(), new FrameRange(from, to), piece == pieces - 1));
        }
        return chunks;
    }
}
