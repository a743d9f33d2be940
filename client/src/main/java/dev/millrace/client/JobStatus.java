package dev.millrace.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// Where a job stands.
public enum JobStatus {
    /// Accepted; no worker has begun.
    QUEUED,
    /// Workers are on it.
    PROCESSING,
    /// Everything was made.
    COMPLETED,
    /// It can't be finished; its error says why.
    FAILED,
    /// Stopped by its owner.
    CANCELED,
    /// A word of a newer server.
    @JsonEnumDefaultValue
    UNKNOWN;

    /// Whether the job is over, unless it is retried.
    public boolean over() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }
}
