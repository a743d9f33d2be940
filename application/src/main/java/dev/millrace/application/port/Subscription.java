package dev.millrace.application.port;

/// Something heard until it is closed.
public interface Subscription extends AutoCloseable {
    /// Ends it. Closing twice is fine.
    @Override
    void close();
}
