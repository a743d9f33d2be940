package dev.millrace.application.port;

import dev.millrace.domain.job.Job;

/// What came of asking for a change to a job.
public sealed interface Change {
    /// Done.
    ///
    /// @param job as it is now; for a deletion, as it was last
    record Changed(Job job) implements Change {}

    /// Its state does not allow it.
    ///
    /// @param job as it is
    record Refused(Job job) implements Change {}

    /// The tenant has no such job.
    record Unknown() implements Change {}
}
