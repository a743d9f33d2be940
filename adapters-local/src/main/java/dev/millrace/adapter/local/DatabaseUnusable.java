package dev.millrace.adapter.local;

import dev.millrace.domain.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// The database can't be started. The failure says why, and what to do next.
public final class DatabaseUnusable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    DatabaseUnusable(Failure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    DatabaseUnusable(Failure failure, Throwable cause) {
        super(failure.sentence(), cause);
        this.failure = failure;
    }

    /// Why.
    public Failure failure() {
        return failure;
    }

    /// A reason for people, as the second half of a sentence.
    static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> denied.getFile() + " can't be written";
            case FileSystemException named when named.getReason() != null -> named.getFile() + ": " + named.getReason();
            case FileSystemException named ->
                named.getFile() + ": " + named.getClass().getSimpleName();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
