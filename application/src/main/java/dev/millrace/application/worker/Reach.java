package dev.millrace.application.worker;

import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.work.Work;
import java.time.Duration;

/// The stretch of a source that a chunk reads by its first way in.
///
/// @param from when it begins, as the container's clock shows it
/// @param to when it ends
record Reach(Duration from, Duration to) {
    private static final Duration BEGINNING = Duration.ofDays(-36_500);
    private static final Duration END = Duration.ofDays(36_500);

    /// @param start the clock's value at the container's beginning
    static Reach of(Work.EncodeChunk work, Grid grid, Duration start) {
        // A film may begin before its clock's zero.
        Duration from = switch (work.entries().getFirst()) {
            case Entry.FromStart() -> BEGINNING;
            case Entry.SeekTo(Duration position) -> start.plus(position);
        };
        // The last chunk ends where the film does.
        Duration to = work.chunk().last()
                ? END
                : start.plus(grid.rate().timeOf(work.chunk().frames().end()));
        return new Reach(from, to);
    }
}
