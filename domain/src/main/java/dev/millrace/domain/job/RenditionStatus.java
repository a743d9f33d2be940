package dev.millrace.domain.job;

import java.util.Locale;

/// Where one rendition of a job stands: the words of a job, and one for a rung that is not made.
public enum RenditionStatus {
    /// None of its tasks was begun.
    QUEUED,
    /// Some of its tasks were begun.
    PROCESSING,
    /// Everything of it is encoded and checked.
    COMPLETED,
    /// The job failed before it was complete.
    FAILED,
    /// The job was stopped before it was complete.
    CANCELED,
    /// It is not made of this source; the reason is given.
    SKIPPED;

    /// The word, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
