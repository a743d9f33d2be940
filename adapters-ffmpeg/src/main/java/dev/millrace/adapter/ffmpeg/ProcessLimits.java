package dev.millrace.adapter.ffmpeg;

import java.time.Duration;

/// How long one media process may run.
///
/// @param wall from start to end, by the clock on the wall
/// @param stall without getting anywhere: no new position reported, and hardly any processor time used
record ProcessLimits(Duration wall, Duration stall) {
    ProcessLimits {
        if (!wall.isPositive() || !stall.isPositive()) {
            throw new IllegalArgumentException("limits must be positive: " + wall + ", " + stall);
        }
    }
}
