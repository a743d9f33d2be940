package dev.millrace.domain.media;

import java.math.BigInteger;

/// An exact length of media time: so many ticks of a clock.
///
/// Seconds as a `double` would drift over thousands of segments; HLS wants the sum of all segments to be the length
/// of the film within a frame (Apple HLS authoring specification 2025-05, 7.6).
///
/// @param ticks at least 0
/// @param perSecond ticks per second, at least 1
public record MediaDuration(long ticks, long perSecond) implements Comparable<MediaDuration> {
    /// No time at all.
    public static final MediaDuration ZERO = new MediaDuration(0, 1);

    /// Refuses negative lengths and clocks that stand still.
    public MediaDuration {
        if (ticks < 0 || perSecond < 1) {
            throw new IllegalArgumentException("not a media duration: " + ticks + "/" + perSecond);
        }
    }

    /// The sum, exact.
    ///
    /// @throws ArithmeticException when the common clock does not fit 64 bits
    public MediaDuration plus(MediaDuration other) {
        if (perSecond == other.perSecond) {
            return new MediaDuration(Math.addExact(ticks, other.ticks), perSecond);
        }
        BigInteger sum =
                big(ticks).multiply(big(other.perSecond)).add(big(other.ticks).multiply(big(perSecond)));
        BigInteger clock = big(perSecond).multiply(big(other.perSecond));
        BigInteger common = sum.gcd(clock);
        return new MediaDuration(
                sum.divide(common).longValueExact(), clock.divide(common).longValueExact());
    }

    /// Half of it, exact.
    public MediaDuration half() {
        return new MediaDuration(ticks, Math.multiplyExact(perSecond, 2L));
    }

    /// The length in whole units of another clock, rounded half up.
    ///
    /// @param unitsPerSecond at least 1
    public long in(long unitsPerSecond) {
        BigInteger units = big(ticks).multiply(big(unitsPerSecond));
        return units.shiftLeft(1)
                .add(big(perSecond))
                .divide(big(perSecond).shiftLeft(1))
                .longValueExact();
    }

    /// Seconds, for display and for text formats that want decimals.
    public double seconds() {
        return (double) ticks / perSecond;
    }

    @Override
    public int compareTo(MediaDuration other) {
        return big(ticks)
                .multiply(big(other.perSecond))
                .compareTo(big(other.ticks).multiply(big(perSecond)));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
