package dev.millrace.application.port;

import dev.millrace.domain.failure.Failure;

/// An expected failure of a media tool or of storage. The task runner alone turns it into a settlement.
public sealed class MediaFailed extends Exception permits NotArrived {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /// With nothing beneath.
    public MediaFailed(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    /// With what the technology said.
    public MediaFailed(Failure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    /// What happened.
    public Failure failure() {
        return failure;
    }
}
