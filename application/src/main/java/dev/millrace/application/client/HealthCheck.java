package dev.millrace.application.client;

import dev.millrace.application.client.CheckHealth.Component;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks one part how it is, and waits only so long for the answer.
///
/// A part that hangs is asked by one thread, however many want to know: everyone else waits for the same answer.
final class HealthCheck {
    private final Supplier<Component> question;
    private final Component silent;
    private final Duration patience;
    private @Nullable FutureTask<Component> asked;

    /// @param question asks the part, and may hang
    /// @param silent what is said of a part that does not answer in time
    /// @param patience how long that is
    HealthCheck(Supplier<Component> question, Component silent, Duration patience) {
        this.question = question;
        this.silent = silent;
        this.patience = patience;
    }

    /// A question that was asked.
    interface Asked {
        /// The answer, or what silence means.
        Component answer() throws InterruptedException;
    }

    /// Begins to ask, so that several parts are asked at once.
    synchronized Asked begin() {
        if (asked == null || asked.isDone()) {
            asked = new FutureTask<>(question::get);
            Thread.ofVirtual().name("millrace-health").start(asked);
        }
        FutureTask<Component> now = asked;
        return () -> answer(now);
    }

    private Component answer(FutureTask<Component> now) throws InterruptedException {
        try {
            return now.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            return silent;
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a check failed", fault.getCause());
        }
    }
}
