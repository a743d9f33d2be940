package dev.millrace.domain.job;

import java.util.Locale;

/// Why a job exists.
public enum Purpose {
    /// To make renditions: what clients call a job.
    TRANSCODE,
    /// To read a source's headers for somebody who waits for the answer. Its only task is the probe, it leaves no
    /// objects, no listing shows it, and a sweep forgets it.
    INSPECT;

    /// The word used in SQL, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
