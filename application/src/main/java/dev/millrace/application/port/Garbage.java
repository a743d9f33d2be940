package dev.millrace.application.port;

import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.work.Epoch;

/// Objects that nobody will ever read.
public sealed interface Garbage {
    /// Where they lie.
    ObjectPrefix prefix();

    /// Of an attempt that was superseded, failed or canceled.
    ///
    /// @param task whose
    /// @param epoch which attempt
    /// @param prefix where
    record LostAttempt(TaskId task, Epoch epoch, ObjectPrefix prefix) implements Garbage {}

    /// Of a job that was deleted.
    ///
    /// @param job whose
    /// @param prefix where
    record DeletedJob(JobId job, ObjectPrefix prefix) implements Garbage {}
}
