package dev.millrace.application.port;

import java.util.function.Consumer;

/// Everyone who listens hears, or nobody; loss costs latency only.
public interface Signals extends AutoCloseable {
    /// Tells all listeners. Never blocks for long and never fails.
    void send(Signal signal);

    /// Hears all signals from now on, its own ones too, on a thread of the adapter. A listener must be quick.
    Subscription listen(Consumer<Signal> listener);

    /// Ends all subscriptions.
    @Override
    void close();
}
