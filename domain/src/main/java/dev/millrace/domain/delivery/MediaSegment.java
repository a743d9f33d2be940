package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;

/// What a player downloads: a few seconds of one rendition.
///
/// @param file the CMAF segment
/// @param duration its exact length, more than nothing
public record MediaSegment(StoredFile file, MediaDuration duration) {
    /// Refuses segments that show nothing.
    public MediaSegment {
        if (duration.ticks() == 0) {
            throw new IllegalArgumentException("a segment lasts longer than nothing");
        }
    }
}
