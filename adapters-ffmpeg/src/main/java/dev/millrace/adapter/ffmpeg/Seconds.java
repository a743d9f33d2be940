package dev.millrace.adapter.ffmpeg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// Times as ffmpeg takes them: seconds with six decimals, for that is as fine as it counts.
final class Seconds {
    private Seconds() {}

    /// Cut, not rounded.
    static String of(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .setScale(6, RoundingMode.FLOOR)
                .toPlainString();
    }
}
