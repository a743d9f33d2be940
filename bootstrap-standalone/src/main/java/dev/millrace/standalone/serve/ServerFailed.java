package dev.millrace.standalone.serve;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;

/// The server can't be started, or can't go on. The failure says why, and what to do next.
public final class ServerFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /// @param failure why
    public ServerFailed(Failure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    ServerFailed(FailureCode code, String sentence) {
        this(new Failure(code, sentence));
    }

    /// Why.
    public Failure failure() {
        return failure;
    }
}
