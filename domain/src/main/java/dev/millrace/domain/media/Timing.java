package dev.millrace.domain.media;

import java.time.Duration;
import java.util.Optional;

/// What the container says of time. Declared, not proven: packets win.
///
/// @param start the clock's value at the beginning; negative in some files, hours in many transport streams
/// @param duration the declared length; empty when the container does not say
public record Timing(Duration start, Optional<Duration> duration) {}
