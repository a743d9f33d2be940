package dev.millrace.application.port;

/// What came of settling an attempt.
public enum Settled {
    /// It counts.
    ACCEPTED,
    /// It counted before: the answer to the same call was lost.
    ALREADY_BY_THIS_EPOCH,
    /// It does not count: the task was claimed again, canceled or deleted in the meantime.
    STALE
}
