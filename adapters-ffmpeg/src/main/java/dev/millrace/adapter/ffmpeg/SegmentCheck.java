package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.media.MediaDuration;

/// Reads the segments of one rendition back, in order, and compares them with the plan.
interface SegmentCheck {
    /// Checks the next segment.
    ///
    /// @return its exact length
    /// @throws BadOutput when it is not as planned
    MediaDuration accept(TrackHeader header, Fragment segment) throws BadOutput;
}
