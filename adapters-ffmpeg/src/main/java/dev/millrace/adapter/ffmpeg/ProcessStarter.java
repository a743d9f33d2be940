package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The one thread from which processes are started.
///
/// "Die when the parent dies" is tied by the kernel to the parent *thread* (`prctl(2)`, `PR_SET_PDEATHSIG`), and the
/// threads that carry virtual threads come and go. This one stays as long as the process does.
final class ProcessStarter {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("millrace-media-starter").factory());

    private ProcessStarter() {}

    /// Starts the process. An interrupt meanwhile is kept for the caller's next blocking call, so that no process is
    /// ever started that nobody knows of.
    static Process start(ProcessBuilder builder) throws IOException {
        Future<Process> start = THREAD.submit(builder::start);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return start.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
