package dev.millrace.standalone.result;

import java.time.Duration;

/// What only the running program knows.
///
/// @param version of Millrace
/// @param ffmpeg which one was used
/// @param elapsed since the program was started
public record RunFacts(String version, String ffmpeg, Duration elapsed) {}
