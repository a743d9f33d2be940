package dev.millrace.application.port;

/// What came of settling an attempt.
public sealed interface Settled {
    /// It counts.
    ///
    /// @param ready how many tasks became ready by its success, to be rung for; 0 of a paused job, whose tasks are withheld,
    ///     and of an attempt that did not succeed
    record Accepted(int ready) implements Settled {}

    /// It counted before: the answer to the same call was lost.
    record AlreadyByThisEpoch() implements Settled {}

    /// It does not count: the task was claimed again, canceled or deleted in the meantime.
    record Stale() implements Settled {}
}
