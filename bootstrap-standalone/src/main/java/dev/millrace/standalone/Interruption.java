package dev.millrace.standalone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/// Ctrl-C and its relatives: the signal interrupts the main thread, which stops its work and tidies up as after any other
/// failure; the process ends when that is done, with the exit code that belongs to the signal (130, or 143).
final class Interruption {
    /// Tidying takes a fraction of this; a hanging disk must not keep the process for ever.
    private static final Duration TO_TIDY_UP = Duration.ofSeconds(20);

    private static volatile boolean requested;

    private Interruption() {}

    /// Runs the program on this thread.
    ///
    /// @return its exit code
    static int guard(IntSupplier program) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, code), "millrace-stop"));
        try {
            code.complete(program.getAsInt());
            return code.join();
        } finally {
            code.complete(ExitCode.FAILED);
        }
    }

    /// Whether a signal came, so that whatever fails now fails for that reason.
    static boolean requested() {
        return requested;
    }

    /// Runs when the process ends, for whatever reason; when the program is over already there is nothing to do.
    private static void stop(Thread main, CompletableFuture<Integer> code) {
        if (code.isDone()) {
            return;
        }
        requested = true;
        main.interrupt();
        try {
            if (code.get(TO_TIDY_UP.toMillis(), TimeUnit.MILLISECONDS) == ExitCode.OK) {
                // The signal came too late to stop anything, so it is not what ended the program.
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Nothing more can be done for tidiness.
        }
    }
}
