package dev.millrace.application.port;

/// The two ways processes wake each other, usually over one technology.
public interface Signalling extends AutoCloseable {
    /// Wakes one worker.
    TaskQueue queue();

    /// Tells everyone.
    Signals signals();

    /// Closes both.
    @Override
    void close();
}
