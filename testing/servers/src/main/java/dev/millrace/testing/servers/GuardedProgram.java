package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Java program as a child process. It ends when this JVM ends, however that happens, and its folder goes with it.
///
/// Its working folder is its own; what it says is kept there in a file. A Ctrl-C does not reach it.
public final class GuardedProgram implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Process process;
    private final Path home;
    private final Lifeline lifeline;

    private GuardedProgram(Process process, Path home, Lifeline lifeline) {
        this.process = process;
        this.home = home;
        this.lifeline = lifeline;
    }

    /// Starts one on the Java of this JVM, with at most 256 MiB of heap, and with the option in this JVM's property
    /// `test.programs` when it has one.
    ///
    /// @param home its folder, which is made and belongs to it alone
    /// @param java what follows `java` on the command line: `-jar` and a file, or `-cp`, a class path and a class
    /// @param environment variables beside those of this process
    public static GuardedProgram start(Path home, List<String> java, Map<String, String> environment) {
        try {
            Files.createDirectories(home);
            Lifeline lifeline = Lifeline.holding(home, "KILL");
            List<String> command = new ArrayList<>(OwnSession.words());
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(
                    "-XX:+UseSerialGC", "-Xmx256m", System.getProperty("test.programs", "-XX:+TieredCompilation")));
            command.addAll(java);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log(home).toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            lifeline.guard(List.of(process.toHandle()));
            return new GuardedProgram(process, home, lifeline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process itself.
    public Process process() {
        return process;
    }

    /// The file with what it says.
    public Path log() {
        return log(home);
    }

    /// What it said so far.
    public String said() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it says something of that shape.
    ///
    /// @throws IllegalStateException when it ends without having said so
    public Matcher until(Pattern shape) throws InterruptedException {
        while (true) {
            boolean over = !process.isAlive();
            Matcher found = shape.matcher(said());
            if (found.find()) {
                return found;
            }
            if (over) {
                throw new IllegalStateException("It ended with " + process.exitValue() + ". It said:\n" + said());
            }
            process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Kills it as `kill -9` does, and returns when it is gone.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Stops it with all it started in the middle of whatever they do (`SIGSTOP`).
    public void freeze() {
        Signal.STOP.sendTo(family());
    }

    /// After [#freeze()]: it goes on as if no time had passed.
    public void thaw() {
        Signal.CONT.sendTo(family());
    }

    /// Asks it to end (`SIGTERM`) and kills it when it has not by then.
    public void stop(Duration atMost) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            kill();
        }
    }

    /// Kills it and removes its folder.
    @Override
    public void close() {
        lifeline.release();
        process.onExit().join();
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static Path log(Path home) {
        return home.resolve("log");
    }
}
