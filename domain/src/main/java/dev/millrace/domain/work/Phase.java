package dev.millrace.domain.work;

import java.util.Locale;

/// What a job in `processing` is mostly doing. A phase never goes back, except by a retry.
public enum Phase {
    /// Reading the source's headers.
    PROBING,
    /// Reading its packets and encoding its sound.
    INDEXING,
    /// Encoding its pictures.
    ENCODING,
    /// Writing whole files and playlists.
    PUBLISHING;

    /// The word used in REST and logs, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
