package dev.millrace.application.port;

import java.util.Locale;

/// Whether a worker takes tasks.
public enum WorkerState {
    /// It claims what it can.
    WORKING,
    /// It claims nothing more, or is asked not to, and may still be on what it has.
    DRAINING,
    /// It claims nothing more and has nothing left: stopping it costs nothing.
    DRAINED;

    /// The word used in REST and metrics, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
