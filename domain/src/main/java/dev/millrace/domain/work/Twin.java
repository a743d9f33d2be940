package dev.millrace.domain.work;

import java.time.Instant;

/// A second attempt beside the one of a task that is far slower than its siblings, with an epoch and objects of its own.
/// Whichever of the two is settled first counts.
///
/// @param lease who, and with which epoch, which is later than that of the first attempt
/// @param startedAt when it was claimed, by the store's clock
/// @param expires from then on it may be ended; until it is, the lease can still be renewed
/// @param progress 0 to 1, as last reported
public record Twin(Lease lease, Instant startedAt, Instant expires, double progress) {
    /// Refuses progress outside 0 to 1.
    public Twin {
        if (!(progress >= 0 && progress <= 1)) {
            throw new IllegalArgumentException("progress is 0 to 1, not " + progress);
        }
    }
}
