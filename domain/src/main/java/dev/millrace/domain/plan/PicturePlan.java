package dev.millrace.domain.plan;

import java.util.List;
import java.util.OptionalLong;

/// What is made of the picture.
///
/// @param track the stream's index in the source
/// @param grid the time base
/// @param renditions tallest first, at least one
/// @param chunks in the order of time; until the source was indexed at most the first
/// @param frames number of slots; empty until the source was indexed
public record PicturePlan(
        int track, Grid grid, List<VideoRendition> renditions, List<Chunk> chunks, OptionalLong frames) {
    /// Copies the lists and refuses plans without a rendition.
    public PicturePlan {
        renditions = List.copyOf(renditions);
        chunks = List.copyOf(chunks);
        if (renditions.isEmpty()) {
            throw new IllegalArgumentException("a picture plan has at least one rendition");
        }
    }
}
