package dev.millrace.application.engine;

import dev.millrace.domain.failure.Failure;

/// A job that can't be done as it stands was submitted. [dev.millrace.application.client.SubmitJob] answers the same as
/// a value.
public final class JobRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /// With the reason.
    public JobRefused(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    /// The reason.
    public Failure failure() {
        return failure;
    }
}
