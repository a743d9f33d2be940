package dev.millrace.domain.media;

import java.math.BigInteger;
import java.time.Duration;

/// Frames per second as an exact fraction in lowest terms, such as 24000/1001.
///
/// @param numerator at least 1
/// @param denominator at least 1
public record FrameRate(int numerator, int denominator) implements Comparable<FrameRate> {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    /// Brings the fraction into lowest terms and refuses rates that are not positive.
    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException("not a frame rate: " + numerator + "/" + denominator);
        }
        int common = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .intValueExact();
        numerator /= common;
        denominator /= common;
    }

    /// A whole number of frames per second.
    public static FrameRate of(int framesPerSecond) {
        return new FrameRate(framesPerSecond, 1);
    }

    /// The slot in which an instant `time` after the first slot falls, rounded half up.
    public long slotsIn(Duration time) {
        BigInteger frames = nanos(time).multiply(BigInteger.valueOf(numerator));
        BigInteger perFrame = NANOS.multiply(BigInteger.valueOf(denominator));
        BigInteger[] parts = frames.shiftLeft(1).add(perFrame).divideAndRemainder(perFrame.shiftLeft(1));
        boolean below = parts[1].signum() < 0;
        return parts[0].longValueExact() - (below ? 1 : 0);
    }

    /// When slot `slot` begins, counted from slot 0 and cut to whole nanoseconds.
    public Duration timeOf(long slot) {
        BigInteger nanos = BigInteger.valueOf(slot)
                .multiply(BigInteger.valueOf(denominator))
                .multiply(NANOS)
                .divide(BigInteger.valueOf(numerator));
        BigInteger[] parts = nanos.divideAndRemainder(NANOS);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /// The same number of frames as an exact duration.
    public MediaDuration durationOf(long frames) {
        return new MediaDuration(Math.multiplyExact(frames, denominator), numerator);
    }

    /// For display and rough comparison only; arithmetic uses the fraction.
    public double perSecond() {
        return (double) numerator / denominator;
    }

    @Override
    public int compareTo(FrameRate other) {
        return Long.compare((long) numerator * other.denominator, (long) other.numerator * denominator);
    }

    /// As ffmpeg writes it: `25` or `24000/1001`.
    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }

    private static BigInteger nanos(Duration time) {
        return BigInteger.valueOf(time.getSeconds()).multiply(NANOS).add(BigInteger.valueOf(time.getNano()));
    }
}
