package dev.millrace.application.port;

import dev.millrace.domain.work.Lease;

/// A sign of life for one lease.
///
/// @param lease which
/// @param progress of the task, 0 to 1
public record Heartbeat(Lease lease, double progress) {
    /// Refuses progress outside 0 to 1.
    public Heartbeat {
        if (!(progress >= 0 && progress <= 1)) {
            throw new IllegalArgumentException("progress is 0 to 1, not " + progress);
        }
    }
}
