package dev.millrace.application.port;

/// The store did not answer, or its answer was lost. It is unknown whether the call took effect; calling again is safe.
public final class PersistenceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// With a sentence that names no secret, and what the technology said.
    public PersistenceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
