package dev.millrace.domain.profile;

import java.util.Locale;

/// x264's trade of time for size, in its own words; each step down takes roughly half as long again.
public enum Preset {
    /// Fastest and largest.
    ULTRAFAST,
    /// The words between are x264's.
    SUPERFAST,
    /// Twice as fast as `fast`, about a tenth larger.
    VERYFAST,
    /// Between `veryfast` and `fast`.
    FASTER,
    /// The default of the built-in ladders.
    FAST,
    /// x264's own default.
    MEDIUM,
    /// Slower than real time for 1080p on few cores.
    SLOW,
    /// For archives.
    SLOWER,
    /// The slowest that still pays.
    VERYSLOW;

    /// The word that x264 and profiles use.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
