package dev.millrace.domain.profile;

import java.time.Duration;

/// How often a rendition can be entered and cut. Real lengths are rounded to whole frames of the source's rate.
///
/// @param gop time between key pictures, 100 ms to 10 s
/// @param segmentGops groups of pictures in one segment, 1 to 20
public record Cadence(Duration gop, int segmentGops) {
    /// The shortest group of pictures.
    public static final Duration SHORTEST = Duration.ofMillis(100);

    /// The longest group of pictures.
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /// Two seconds and six: what Apple's authoring specification and every player agree on.
    public static final Cadence STREAMING = new Cadence(Duration.ofSeconds(2), 3);

    /// Refuses lengths that players can't use.
    public Cadence {
        if (gop.compareTo(SHORTEST) < 0 || gop.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a group of pictures is 100 ms to 10 s, not " + gop);
        }
        if (segmentGops < 1 || segmentGops > 20) {
            throw new IllegalArgumentException("a segment is 1 to 20 groups of pictures, not " + segmentGops);
        }
    }
}
