package dev.millrace.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.logging.LogManager;

/// A program that serves until a signal ends it.
public final class Program {
    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;

    private Program() {}

    /// What a program does until the thread is interrupted.
    public interface Body {
        /// Serves. Throws an [InterruptedException] at the end, after everything was closed.
        void serve() throws InterruptedException;
    }

    /// What a program is told by its environment.
    ///
    /// @param toTidyUp how long the end may take after the signal
    /// @param body what it does
    public record Told(Duration toTidyUp, Body body) {}

    /// Runs a program, and ends this process: by the signal that came, with 2 when a setting can't be used, with 1 after any
    /// other failure. A second signal ends it at once.
    ///
    /// @param reading reads all settings, and does nothing else; an `IllegalArgumentException` of it is a wrong setting
    public static void run(Function<Settings, Told> reading) {
        configureLogging();
        Told told;
        try {
            told = reading.apply(Settings.ofThisProcess());
        } catch (IllegalArgumentException unusable) {
            System.err.println("error: " + unusable.getMessage());
            System.exit(WRONG_SETTINGS);
            return;
        }
        System.exit(Interruption.guard(() -> code(told.body()), told.toTidyUp()));
    }

    /// Waits for the signal to stop. From then on a further one ends the process at once.
    ///
    /// @throws InterruptedException always
    public static void awaitSignal() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } finally {
            SecondSignal.endsAtOnce();
        }
    }

    private static int code(Body body) {
        try {
            body.serve();
        } catch (InterruptedException stopped) {
            System.err.println("Stopped. Unfinished work goes on elsewhere.");
        } catch (CannotRun told) {
            System.err.println("error: " + told.getMessage());
        } catch (RuntimeException failed) {
            System.getLogger(Program.class.getName()).log(System.Logger.Level.ERROR, "The program failed", failed);
        }
        return FAILED; // of which nobody hears when a signal came: the process ends by it
    }

    private static void configureLogging() {
        try {
            LogManager.getLogManager()
                    .readConfiguration(
                            new ByteArrayInputStream(ServerLog.CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the configuration is at hand", e);
        }
    }
}
