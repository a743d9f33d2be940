package dev.millrace.standalone.terminal;

import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.FrameRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them; always with a point, whatever the country.
public final class Units {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    /// As on a clock: `0:17`, `1:22`, `2:05:09`; to the nearest second.
    public static String clock(Duration time) {
        long seconds = (time.toMillis() + 500) / 1000;
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /// The length of a film: as on a clock, and below ten seconds with tenths, as in `1.6 s`.
    public static String length(Duration time) {
        return time.toMillis() < 9950 ? twoDigits(time.toMillis() / 1000.0) + " s" : clock(time);
    }

    /// In powers of 1000, with two digits that count: `512 B`, `2.4 MB`, `51 MB`.
    public static String size(ByteSize size) {
        double value = size.bytes();
        int unit = 0;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? Long.toString(size.bytes()) : twoDigits(value)) + " " + SIZES[unit];
    }

    /// A speed or another small number: `1.9`, `12`, `0.04`.
    public static String twoDigits(double value) {
        int decimals = value >= 9.95 ? 0 : value >= 0.095 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /// Frames a second without needless decimals: `24`, `23.976`, `12.5`.
    public static String rate(FrameRate rate) {
        return BigDecimal.valueOf(rate.numerator())
                .divide(BigDecimal.valueOf(rate.denominator()), 3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Text that can't move the cursor or colour the screen: a file may be named with any character.
    public static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
