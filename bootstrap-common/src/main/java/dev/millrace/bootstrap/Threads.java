package dev.millrace.bootstrap;

/// Waiting for threads.
public final class Threads {
    private Threads() {}

    /// Returns when the thread is over, also when interrupted meanwhile; the interrupt is kept.
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
