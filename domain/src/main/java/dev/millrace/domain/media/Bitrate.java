package dev.millrace.domain.media;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bits per second.
///
/// @param bitsPerSecond at least 1
public record Bitrate(long bitsPerSecond) implements Comparable<Bitrate> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([kKM])?");

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

    /// Reads what people write: `6000k`, `6M`, `1.5M`, or bits per second such as `6000000`. Empty for anything else,
    /// and for parts of a bit.
    public static Optional<Bitrate> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int zeros = parts.group(2) == null ? 0 : parts.group(2).equals("M") ? 6 : 3;
        BigDecimal bits = new BigDecimal(parts.group(1)).movePointRight(zeros).stripTrailingZeros();
        return bits.scale() <= 0 && bits.signum() > 0
                ? Optional.of(new Bitrate(bits.longValueExact()))
                : Optional.empty();
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
