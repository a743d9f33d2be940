package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;

/// What a player downloads: a few seconds of one rendition.
///
/// @param file the CMAF segment
/// @param duration its exact length
public record MediaSegment(StoredFile file, MediaDuration duration) {}
