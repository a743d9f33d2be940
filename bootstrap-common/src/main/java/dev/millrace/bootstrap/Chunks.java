package dev.millrace.bootstrap;

import dev.millrace.domain.plan.ChunkPolicy;

/// How the films of a process are cut, as its operator wants it.
public final class Chunks {
    private static final int SHORT_FILM = 2;
    private static final int MOST_SEGMENTS = 10_000;

    private Chunks() {}

    /// By cost, unless `MILLRACE_CHUNK_SEGMENTS` says how many segments each chunk has after the first, which has one.
    ///
    /// @throws IllegalArgumentException with a sentence for people when it is no such number
    public static ChunkPolicy from(Settings settings) {
        return settings.number("MILLRACE_CHUNK_SEGMENTS", 1, MOST_SEGMENTS)
                .<ChunkPolicy>map(segments -> new ChunkPolicy.Even(SHORT_FILM, 1, segments))
                .orElse(ChunkPolicy.STANDARD);
    }
}
