package dev.millrace.domain.plan;

import java.util.ArrayList;
import java.util.List;

/// Chunks on their way: each takes some of the segments that are left.
final class Cutting {
    private final Film film;
    private final long segments;
    private final List<Chunk> chunks = new ArrayList<>();
    private long taken;

    /// @param first segments of the opening chunk, which need not be there
    Cutting(Film film, int first) {
        this.film = film;
        this.segments = Math.max(film.segments(), first);
        chunks.add(opening(film.grid(), first));
        taken = first;
    }

    static Chunk opening(Grid grid, int first) {
        return new Chunk(0, new FrameRange(0, (long) first * grid.segmentFrames()), false);
    }

    static List<Chunk> whole(Film film) {
        return List.of(new Chunk(0, new FrameRange(0, film.frames()), true));
    }

    long left() {
        return segments - taken;
    }

    void take(long length) {
        long from = taken * film.grid().segmentFrames();
        taken += length;
        long to = Math.min(film.frames(), taken * film.grid().segmentFrames());
        chunks.add(new Chunk(chunks.size(), new FrameRange(from, to), left() == 0));
    }

    List<Chunk> chunks() {
        return chunks;
    }
}
