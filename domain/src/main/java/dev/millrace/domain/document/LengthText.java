package dev.millrace.domain.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write them: `2s`, `1.5s`, `500ms`.
public final class LengthText {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s)");

    private LengthText() {}

    /// As people write it.
    ///
    /// @param length whole milliseconds
    public static String of(Duration length) {
        return length.toMillisPart() == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms";
    }

    /// Empty for anything but whole milliseconds.
    public static Optional<Duration> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(parts.group(1));
        BigDecimal millis = parts.group(2).equals("s") ? value.movePointRight(3) : value;
        return millis.stripTrailingZeros().scale() <= 0
                ? Optional.of(Duration.ofMillis(millis.longValueExact()))
                : Optional.empty();
    }
}
