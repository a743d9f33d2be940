package dev.millrace.bootstrap;

/// Why a program can't do its work on this machine: a sentence for people that says what to do about it.
public final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param sentence for people; it may be followed by lines with details
    /// @param cause what was found out
    public CannotRun(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
