package dev.millrace.domain.profile;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// How often a rendition can be entered and cut. Real lengths are rounded to whole frames of the source's rate.
///
/// @param gop time between key pictures, whole milliseconds from 100 ms to 10 s
/// @param segmentGops groups of pictures in one segment, 1 to 20
public record Cadence(Duration gop, int segmentGops) {
    /// The shortest group of pictures.
    public static final Duration SHORTEST = Duration.ofMillis(100);

    /// The longest group of pictures.
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /// Two seconds and six: what Apple's authoring specification and every player agree on.
    public static final Cadence STREAMING = new Cadence(Duration.ofSeconds(2), 3);

    /// The longest segment in groups.
    public static final int MOST_SEGMENT_GOPS = 20;

    /// Refuses lengths that players can't use.
    public Cadence {
        if (gop.compareTo(SHORTEST) < 0 || gop.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a group of pictures is 100 ms to 10 s, not " + gop);
        }
        if (!gop.equals(gop.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("a group of pictures is whole milliseconds, not " + gop);
        }
        if (segmentGops < 1 || segmentGops > MOST_SEGMENT_GOPS) {
            throw new IllegalArgumentException("a segment is 1 to 20 groups of pictures, not " + segmentGops);
        }
    }
}
