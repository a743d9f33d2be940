package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A Redis from an archive on the class path, as a child process of this JVM.
final class LocalRedis implements RedisEngine {
    private final Path home;
    private final List<String> command;
    private final Lifeline lifeline;
    private @Nullable Process process;

    /// @param home keeps all its files
    /// @param arguments of the server
    LocalRedis(Path home, List<String> arguments) {
        this.home = home;
        this.lifeline = Lifeline.holding(home);
        this.command = new ArrayList<>(OwnSession.words());
        command.add(Program.ONLY.file().toString());
        command.addAll(arguments);
    }

    @Override
    public void start() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            lifeline.guard(List.of(started.toHandle()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public String said() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void crash() {
        Process running = running();
        running.destroyForcibly();
        awaitExit(running);
        lifeline.guardNothing();
        process = null;
    }

    @Override
    public void pause() {
        Signal.STOP.sendTo(List.of(running().toHandle()));
    }

    @Override
    public void resume() {
        Signal.CONT.sendTo(List.of(running().toHandle()));
    }

    @Override
    public void close() {
        if (process != null) {
            resume();
            crash();
        }
        lifeline.release();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("This Redis is not running.");
        }
        return process;
    }

    private Path log() {
        return home.resolve("redis.log");
    }

    private static void awaitExit(Process ending) {
        try {
            ending.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The program, taken from its archive once for this JVM, and what removes it; a lifeline that is collected closes its pipe.
    private record Program(Path file, Lifeline lifeline) {
        static final Program ONLY = unpack();

        private static Program unpack() {
            String name = "/redis-server-7.0.15-%s-%s".formatted(system(), processor());
            try (InputStream archived = Program.class.getResourceAsStream(name)) {
                if (archived == null) {
                    throw new IllegalStateException(
                            "There is no Redis for this machine (" + name.substring(1) + ") to test with.");
                }
                Path folder = Files.createTempDirectory("millrace-redis-server-");
                Lifeline lifeline = Lifeline.holding(folder);
                Path file = Files.createFile(
                        folder.resolve("redis-server"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Files.write(file, archived.readAllBytes());
                return new Program(file, lifeline);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String system() {
            return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        }

        private static String processor() {
            return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        }
    }
}
