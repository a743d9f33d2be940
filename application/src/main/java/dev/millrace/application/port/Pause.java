package dev.millrace.application.port;

import java.time.Duration;

/// Lets the calling thread wait; tests let it not.
public interface Pause {
    /// Waits that long.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    void pause(Duration length) throws InterruptedException;
}
