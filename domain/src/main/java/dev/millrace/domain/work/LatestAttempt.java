package dev.millrace.domain.work;

import dev.millrace.domain.identity.WorkerId;
import java.time.Instant;
import java.util.Optional;

/// Who had a task last, and when. It stays when the lease is gone.
///
/// @param worker who claimed
/// @param startedAt when it was claimed, by the store's clock
/// @param finishedAt when it ended, whichever way; empty while it runs
public record LatestAttempt(WorkerId worker, Instant startedAt, Optional<Instant> finishedAt) {
    /// An attempt that begins.
    public static LatestAttempt begun(WorkerId worker, Instant now) {
        return new LatestAttempt(worker, now, Optional.empty());
    }

    /// The same attempt, ended.
    public LatestAttempt ended(Instant now) {
        return new LatestAttempt(worker, startedAt, Optional.of(now));
    }
}
