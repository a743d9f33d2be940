package dev.millrace.application.port;

import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.VideoTrack;
import java.time.Duration;

/// A picture to take.
///
/// @param source its bytes
/// @param track the pictures to choose from
/// @param near about when, counted from the container's start
/// @param size upright, with square pixels
public record StillRequest(SourceAccess source, VideoTrack track, Duration near, FrameSize size) {}
