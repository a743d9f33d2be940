package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Starts media programs, and stays with each until it is gone.
///
/// A program that reads what strangers uploaded is treated as taken over already: it gets an empty environment, a
/// folder of its own, a session of its own, no input, and a limited time; and it does not outlive us
/// (see [ProcessGuard]). Interrupting the thread that waits for it kills it and all it has started.
final class MediaProcess {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration STRAGGLERS = Duration.ofMillis(500);
    private static final int ERROR_TAIL_BYTES = 16 * 1024;

    private final ProcessGuard guard;

    MediaProcess(ProcessGuard guard) {
        this.guard = guard;
    }

    /// Runs the call to its end, however that comes.
    ///
    /// @param output takes the standard output, on another thread
    /// @param ticker is called by this thread about five times a second, and once more after a normal end; when it
    ///     throws, the process is killed first
    /// @throws IOException when the program cannot be started
    /// @throws InterruptedException when this thread is interrupted; the process is gone by then
    <E extends Exception, F extends Exception> Ending run(
            MediaCall call, ProcessLimits limits, StandardOutput output, Ticker<E, F> ticker)
            throws IOException, E, F, InterruptedException {
        Process process = ProcessStarter.start(builder(call));
        ProcessFamily family = new ProcessFamily(process, guard.locksIn());
        ErrorTail errors = new ErrorTail(ERROR_TAIL_BYTES);
        Thread outputs = pump("output", process.getInputStream(), output::drain);
        Thread complaints = pump("errors", process.getErrorStream(), errors::drain);
        try {
            Watchdog watchdog = new Watchdog(limits, family::processorTime, System.nanoTime());
            while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                ticker.tick();
                switch (watchdog.look(System.nanoTime(), output.position())) {
                    case GOING_ON -> {}
                    case OUT_OF_TIME -> {
                        return new Ending.OutOfTime(limits.wall(), errors.text());
                    }
                    case STALLED -> {
                        return new Ending.Stalled(limits.stall(), errors.text());
                    }
                }
            }
            if (outputs.join(STRAGGLERS) && complaints.join(STRAGGLERS)) {
                ticker.tick();
            }
            return new Ending.Exited(process.exitValue(), errors.text());
        } finally {
            // Even when it has ended and its streams with it: Java closes those, whoever else may hold them.
            family.kill();
            process.getOutputStream().close();
        }
    }

    private ProcessBuilder builder(MediaCall call) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(guard.around(call))
                .directory(call.room().folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(call.environment());
        if (!guard.holdsInput()) {
            builder.redirectInput(Path.of("/dev/null").toFile());
        }
        return builder;
    }

    private static Thread pump(String name, InputStream stream, Drain drain) {
        return Thread.ofPlatform().daemon().name("millrace-media-" + name).start(() -> {
            try (stream) {
                drain.drain(stream);
            } catch (IOException e) {
                // The stream of a process that was killed; its ending is told by the process, not by the stream.
            }
        });
    }

    /// Work to do while a process runs.
    interface Ticker<E extends Exception, F extends Exception> {
        Ticker<RuntimeException, RuntimeException> NONE = () -> {};

        void tick() throws E, F, InterruptedException;
    }

    private interface Drain {
        void drain(InputStream stream) throws IOException;
    }
}
