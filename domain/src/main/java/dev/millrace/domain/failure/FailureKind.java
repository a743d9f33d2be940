package dev.millrace.domain.failure;

import java.util.Locale;

/// Who has to act on a failure. The kind decides whether a task is tried again, unless its code says otherwise.
public enum FailureKind {
    /// The request can't be met as it stands; the caller must change it.
    REQUEST(false),
    /// The source can't be used; the same bytes would fail again.
    SOURCE(false),
    /// The machine lacks something: disk, memory, a usable ffmpeg. Another worker may have it.
    RESOURCE(true),
    /// Something in between was away for a moment: storage, network, a peer.
    TRANSIENT(true),
    /// A fault of Millrace or of an encoder. It is tried again, because some are not repeatable.
    INTERNAL(true);

    private final boolean retryable;

    FailureKind(boolean retryable) {
        this.retryable = retryable;
    }

    /// Whether another attempt at the same work can end differently, as a rule.
    public boolean retryable() {
        return retryable;
    }

    /// The word used in REST, SQL and logs, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
