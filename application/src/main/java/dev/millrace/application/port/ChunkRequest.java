package dev.millrace.application.port;

import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.VideoRendition;
import java.time.Duration;
import java.util.List;

/// A chunk to encode.
///
/// @param source its bytes
/// @param start the clock's value at the container's beginning, from which all times are counted
/// @param track the pictures to read
/// @param grid the time base
/// @param chunk which frames; every chunk but the last must give exactly these
/// @param entries ways into the source, to be tried in this order until one gives all frames
/// @param renditions what to make, tallest first, all of one encoder
public record ChunkRequest(
        SourceAccess source,
        Duration start,
        VideoTrack track,
        Grid grid,
        Chunk chunk,
        List<Entry> entries,
        List<VideoRendition> renditions) {
    /// Copies the lists.
    public ChunkRequest {
        entries = List.copyOf(entries);
        renditions = List.copyOf(renditions);
    }
}
