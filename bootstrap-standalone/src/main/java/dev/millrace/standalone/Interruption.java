package dev.millrace.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// Ctrl-C and its relatives: the signal interrupts the main thread, which stops its work and tidies up as after any other
/// failure; the process ends when that is done, with the exit code that belongs to the signal (130, or 143).
final class Interruption {
    /// Tidying takes a fraction of this; a hanging disk must not keep the process for ever.
    private static final Duration TO_TIDY_UP = Duration.ofSeconds(20);

    private Interruption() {}

    /// Runs the program on this thread.
    ///
    /// @return its exit code, for nobody once a signal came: then the signal decides
    static int guard(IntSupplier program) {
        Thread main = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, over), "millrace-stop"));
        try {
            return program.getAsInt();
        } finally {
            over.countDown();
        }
    }

    /// Runs when the process ends, for whatever reason; when the program is over already there is nothing to do.
    private static void stop(Thread main, CountDownLatch over) {
        try {
            if (over.getCount() > 0) {
                main.interrupt();
                over.await(TO_TIDY_UP.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
