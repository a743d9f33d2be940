package dev.millrace.adapter.postgres;

/// A stored document that this version of Millrace can't read: a later one wrote it, or somebody changed it by hand.
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
