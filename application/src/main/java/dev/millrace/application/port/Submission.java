package dev.millrace.application.port;

import dev.millrace.domain.job.Job;

/// What came of submitting a job.
public sealed interface Submission {
    /// It is stored.
    ///
    /// @param job as stored
    /// @param ready how many of its tasks are ready, to be rung for
    record Accepted(Job job, int ready) implements Submission {}

    /// It was stored before, by the same id or the same idempotency key and content.
    ///
    /// @param job as it is now
    record SameAsBefore(Job job) implements Submission {}

    /// The tenant has as many queued jobs as it may. Nothing was stored.
    record QueueFull() implements Submission {}

    /// The idempotency key was used with another content.
    record KeyReused() implements Submission {}
}
