package dev.millrace.domain.work;

import java.util.Locale;

/// The kinds of work, for workers that can do some of them only.
public enum WorkKind {
    /// Read the headers.
    PROBE(Phase.PROBING),
    /// Read the packets, encode the sound.
    INDEX(Phase.INDEXING),
    /// Encode the pictures of a chunk.
    ENCODE_CHUNK(Phase.ENCODING),
    /// Take a picture of the film.
    STILLS(Phase.ENCODING),
    /// Join segments into a whole file.
    REMUX(Phase.PUBLISHING),
    /// Write the playlists and complete the job.
    PUBLISH(Phase.PUBLISHING);

    private final Phase phase;

    WorkKind(Phase phase) {
        this.phase = phase;
    }

    /// The phase a job has reached when a task of this kind is claimed.
    public Phase phase() {
        return phase;
    }

    /// The word used in SQL, metrics and logs, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
