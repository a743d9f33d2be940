package dev.millrace.adapter.ffmpeg;

import java.time.Duration;

/// How much of a source is accepted. A file of a few bytes can claim to be of any size.
///
/// @param pixels most pixels of one picture
/// @param streams most streams of one file
/// @param duration longest declared or found length
/// @param allocation most bytes that a program may ask for at once
public record SourceLimits(long pixels, int streams, Duration duration, long allocation) {
    /// 8K cinema (8192 x 4320), 64 streams, 24 hours, 512 MiB: a picture of that size with 16 bits for each of four
    /// channels takes 270 MiB.
    public static final SourceLimits STANDARD =
            new SourceLimits(8192L * 4320, 64, Duration.ofHours(24), 512L * 1024 * 1024);

    /// Refuses limits that would let nothing through.
    public SourceLimits {
        if (pixels < 1 || streams < 1 || !duration.isPositive() || allocation < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
