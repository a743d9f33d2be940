package dev.millrace.domain.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The four words for where an upload stands, the same in REST, SQL, logs and documents.
public enum UploadStatus {
    /// Parts may arrive.
    WAITING,
    /// Everything arrived and is one object.
    COMPLETED,
    /// Given up by its owner.
    CANCELED,
    /// Not completed in time.
    EXPIRED;

    /// The word, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status of that word, in lower case; empty for another word.
    public static Optional<UploadStatus> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
