package dev.millrace.bootstrap;

import dev.millrace.application.port.PersistenceUnavailable;
import java.time.Duration;
import java.util.Optional;

/// Waits for a server that is not up yet: the parts of a Millrace may be started in any order.
public final class Waiting {
    private static final System.Logger LOG = System.getLogger(Waiting.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private Waiting() {}

    /// Something that works once the server is up.
    ///
    /// @param <T> what it gives
    public interface Attempt<T> {
        /// Tries once.
        ///
        /// @throws Exception when the server is not up: a checked one, or [PersistenceUnavailable]; any other is a fault of
        ///     the program, which no waiting mends
        T make() throws Exception;
    }

    /// Tries each second until it works. Each reason why it does not is told in one line, once.
    ///
    /// @param what the server, its address, and the variables that say so; for people
    /// @throws InterruptedException when the waiting thread is interrupted
    /// @throws RuntimeException when the attempt fails by a fault of the program
    public static <T> T until(String what, Attempt<T> attempt) throws InterruptedException {
        Optional<String> told = Optional.empty();
        while (true) {
            try {
                T up = attempt.make();
                told.ifPresent(_ -> LOG.log(System.Logger.Level.INFO, "{0} answers", what));
                return up;
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception away) {
                if (away instanceof RuntimeException fault && !(away instanceof PersistenceUnavailable)) {
                    throw fault;
                }
                Optional<String> reason = Optional.of(reason(away));
                if (!reason.equals(told)) {
                    LOG.log(System.Logger.Level.WARNING, "Waiting for {0}: {1}", what, reason.get());
                    told = reason;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    /// The innermost message says what happened.
    private static String reason(Throwable away) {
        Throwable innermost = away;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message =
                String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() ? innermost.getClass().getSimpleName() : message;
    }
}
