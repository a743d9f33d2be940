package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.VideoTrack;
import java.util.List;

/// Chooses the constant frame rate on which a source's pictures are laid out.
final class GridRate {
    /// No player of today's web shows more; more is made of slow motion on a phone.
    static final FrameRate HIGHEST = FrameRate.of(60);

    private static final List<FrameRate> STANDARD = List.of(
            new FrameRate(24000, 1001),
            FrameRate.of(24),
            FrameRate.of(25),
            new FrameRate(30000, 1001),
            FrameRate.of(30),
            FrameRate.of(50),
            new FrameRate(60000, 1001),
            HIGHEST);

    /// Rates may differ by so much and still be the same one: a frame dropped or held at a cut.
    private static final double SAME = 1.25;

    private GridRate() {}

    /// The nominal rate where frames really come at it; the next standard rate above the average where they come
    /// unevenly; a whole part of it where it is above 60.
    static FrameRate of(VideoTrack track) {
        FrameRate nominal = track.nominalRate();
        double average = track.averageRate().perSecond();
        boolean steady = nominal.perSecond() <= average * SAME;
        if (!steady && track.scan().interlaced() && isAbout(nominal.perSecond(), 2 * average)) {
            return atMostHighest(track.averageRate());
        }
        return atMostHighest(steady ? nominal : standardAtLeast(average));
    }

    /// Whether frames come evenly, so that headers alone tell where each one lies.
    static boolean even(VideoTrack track) {
        return isAbout(track.nominalRate().perSecond(), track.averageRate().perSecond());
    }

    private static FrameRate standardAtLeast(double average) {
        return STANDARD.stream()
                .filter(rate -> rate.perSecond() >= average * 0.99)
                .findFirst()
                .orElse(HIGHEST);
    }

    private static FrameRate atMostHighest(FrameRate rate) {
        long parts = Math.ceilDiv(rate.numerator(), (long) rate.denominator() * HIGHEST.numerator());
        return parts <= 1 ? rate : new FrameRate(rate.numerator(), Math.toIntExact(rate.denominator() * parts));
    }

    private static boolean isAbout(double a, double b) {
        return Math.abs(a - b) <= 0.01 * b;
    }
}
