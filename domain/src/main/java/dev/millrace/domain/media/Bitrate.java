package dev.millrace.domain.media;

/// Bits per second.
///
/// @param bitsPerSecond at least 1
public record Bitrate(long bitsPerSecond) implements Comparable<Bitrate> {
    /// Refuses rates that are not positive.
    public Bitrate {
        if (bitsPerSecond < 1) {
            throw new IllegalArgumentException("a bitrate is at least 1 bit/s, not " + bitsPerSecond);
        }
    }

    /// Thousands of bits per second.
    public static Bitrate kbps(long kilobits) {
        return new Bitrate(Math.multiplyExact(kilobits, 1000L));
    }

    /// This rate times `numerator / denominator`, rounded down.
    public Bitrate times(int numerator, int denominator) {
        return new Bitrate(Math.multiplyExact(bitsPerSecond, numerator) / denominator);
    }

    @Override
    public int compareTo(Bitrate other) {
        return Long.compare(bitsPerSecond, other.bitsPerSecond);
    }

    @Override
    public String toString() {
        return bitsPerSecond % 1000 == 0 ? bitsPerSecond / 1000 + "k" : Long.toString(bitsPerSecond);
    }
}
