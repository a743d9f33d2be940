package dev.millrace.domain.plan;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.VideoTrack;
import java.util.Comparator;
import java.util.List;

/// Chooses the constant frame rate on which a source's pictures are laid out.
final class GridRate {
    /// No player of today's web shows more; more is made of slow motion on a phone.
    static final FrameRate HIGHEST = FrameRate.of(60);

    /// Slide shows are slower; repeating a picture costs next to nothing, but segments of minutes would not play.
    static final FrameRate LOWEST = FrameRate.of(1);

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

    /// What clocks that count in other units make of one and the same rate.
    private static final double ABOUT = 1.01;

    private GridRate() {}

    /// The nominal rate where frames really come at it; the next standard rate above the average where they come
    /// unevenly; a whole part of it where it is above 60, and 1 where it is below that.
    static FrameRate of(VideoTrack track) {
        return withinBounds(asShown(track));
    }

    /// Whether frames come evenly, so that headers alone tell where each one lies.
    static boolean even(VideoTrack track) {
        return isAbout(track.nominalRate().perSecond(), track.averageRate().perSecond());
    }

    private static FrameRate asShown(VideoTrack track) {
        FrameRate nominal = track.nominalRate();
        double average = track.averageRate().perSecond();
        boolean steady = nominal.perSecond() <= average * SAME;
        if (!steady && track.scan().interlaced() && isAbout(nominal.perSecond(), 2 * average)) {
            return track.averageRate();
        }
        return steady ? nominal : standardAtLeast(average);
    }

    private static FrameRate standardAtLeast(double average) {
        return STANDARD.stream()
                .filter(rate -> isAbout(rate.perSecond(), average))
                .min(Comparator.comparingDouble(rate -> Math.abs(rate.perSecond() - average)))
                .or(() -> STANDARD.stream()
                        .filter(rate -> rate.perSecond() > average)
                        .findFirst())
                .orElse(HIGHEST);
    }

    /// Phones write 60.04 for 60; halving that would lose every other picture.
    private static FrameRate withinBounds(FrameRate rate) {
        if (rate.compareTo(LOWEST) < 0) {
            return LOWEST;
        }
        long parts = (long) Math.ceil(rate.perSecond() / (HIGHEST.perSecond() * ABOUT));
        return parts <= 1 ? rate : new FrameRate(rate.numerator(), Math.toIntExact(rate.denominator() * parts));
    }

    private static boolean isAbout(double a, double b) {
        return a <= b * ABOUT && b <= a * ABOUT;
    }
}
