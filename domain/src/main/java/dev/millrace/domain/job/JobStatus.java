package dev.millrace.domain.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The five words for where a job stands, the same in REST, SQL, logs and documents.
public enum JobStatus {
    /// Accepted; no worker has begun.
    QUEUED,
    /// At least one task was claimed.
    PROCESSING,
    /// Everything was made, checked and published.
    COMPLETED,
    /// It can't be finished; the failure says why.
    FAILED,
    /// Stopped by its owner.
    CANCELED;

    /// The word, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status of that word, in lower case; empty for another word.
    public static Optional<JobStatus> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /// Whether the job is over, unless its owner retries it.
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }
}
