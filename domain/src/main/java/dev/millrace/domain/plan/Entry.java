package dev.millrace.domain.plan;

import java.time.Duration;

/// A way into the source for the frames of a chunk. Frames before the chunk are decoded and thrown away.
public sealed interface Entry {
    /// Read from the beginning: always right, and slow for late chunks.
    record FromStart() implements Entry {}

    /// Seek first.
    ///
    /// @param position just behind a key picture, counted from the container's start; more than 0
    record SeekTo(Duration position) implements Entry {
        /// Refuses positions at which there is nothing to seek past.
        public SeekTo {
            if (!position.isPositive()) {
                throw new IllegalArgumentException("not a position to seek to: " + position);
            }
        }
    }
}
