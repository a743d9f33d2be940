package dev.millrace.application.port;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;

/// Something that others may want to look at.
public sealed interface Signal {
    /// A job or its tasks changed.
    ///
    /// @param tenant whose
    /// @param job which
    record JobChanged(TenantId tenant, JobId job) implements Signal {}

    /// A job was canceled, failed or deleted: its leases are void, and workers should stop its tasks now.
    ///
    /// @param job which
    record JobStopped(JobId job) implements Signal {}

    /// A worker was asked to drain. It would hear of it with its next heartbeat anyway.
    ///
    /// @param worker which
    record DrainAsked(WorkerId worker) implements Signal {}
}
