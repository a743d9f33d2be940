package dev.millrace.domain.job;

import java.util.Locale;

/// Priorities are served in three classes; within a class all jobs are equal.
public enum PriorityClass {
    /// 67 to 100: served first.
    HIGH,
    /// 34 to 66.
    NORMAL,
    /// 0 to 33: served when nothing else is ready, and every eighth time even so.
    LOW;

    /// The word used in REST, Redis keys and metrics, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
