package dev.millrace.bootstrap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/// Ctrl-C and its relatives: the signal interrupts the main thread, which stops its work and tidies up as after any other
/// failure; the process ends when that is done, with the exit code that belongs to the signal (130, or 143).
public final class Interruption {
    /// Tidying takes a fraction of this; a hanging disk must not keep the process for ever.
    private static final Duration TO_TIDY_UP = Duration.ofSeconds(20);

    private static final int OK = 0;
    private static final int FAILED = 1;

    private static volatile boolean requested;

    private Interruption() {}

    /// Runs the program on this thread.
    ///
    /// @return its exit code
    public static int guard(IntSupplier program) {
        return guard(program, TO_TIDY_UP);
    }

    /// Runs a program on this thread that may need longer to end in order.
    ///
    /// @param toTidyUp after the signal
    /// @return its exit code
    public static int guard(IntSupplier program, Duration toTidyUp) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, code, toTidyUp), "millrace-stop"));
        try {
            code.complete(program.getAsInt());
            return code.join();
        } finally {
            code.complete(FAILED);
        }
    }

    /// Whether a signal came, so that whatever fails now fails for that reason.
    public static boolean requested() {
        return requested;
    }

    /// Runs when the process ends, for whatever reason; when the program is over already there is nothing to do.
    private static void stop(Thread main, CompletableFuture<Integer> code, Duration toTidyUp) {
        if (code.isDone()) {
            return;
        }
        requested = true;
        main.interrupt();
        try {
            if (code.get(toTidyUp.toMillis(), TimeUnit.MILLISECONDS) == OK) {
                // The signal came too late to stop anything, so it is not what ended the program.
                Runtime.getRuntime().halt(OK);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Nothing more can be done for tidiness.
        }
    }
}
