package dev.millrace.testing.servers;

import dev.millrace.adapter.local.DatabaseUnusable;
import dev.millrace.adapter.local.PostgresPrograms;
import dev.millrace.testing.servers.PostgresServer.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of our own in a temporary folder, as a child process of this JVM.
final class LocalPostgres implements Engine {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String password = UUID.randomUUID().toString();
    private final int port = FreePort.find();
    private final Durability durability;
    private final PostgresPrograms programs;
    private final Path home;
    private final Path data;
    private final Lifeline lifeline;
    private @Nullable ProcessHandle postmaster;

    LocalPostgres(Durability durability) {
        try {
            this.durability = durability;
            programs = PostgresPrograms.unpacked(PostgresPrograms.usualCaches(System.getenv()));
            home = Files.createTempDirectory("millrace-postgres-");
            lifeline = Lifeline.holding(home);
            data = home.resolve("data");
            initialise();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DatabaseUnusable e) {
            throw new IllegalStateException(
                    e.getMessage() + " Set TESTS_USE_DOCKER=true to use the official image.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server was made.", e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void start() {
        try {
            Process launched = launch("postgres", arguments());
            postmaster = awaitReady(launched);
            lifeline.guard(List.of(postmaster));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        end(Signal.INT);
    }

    @Override
    public void crash() {
        end(Signal.KILL);
    }

    @Override
    public void pause() {
        ProcessHandle first = running();
        Signal.STOP.sendTo(List.of(first)); // from now on it starts no further sessions
        List<ProcessHandle> family = family(first);
        lifeline.guard(family);
        Signal.STOP.sendTo(family);
    }

    @Override
    public void resume() {
        Signal.CONT.sendTo(family(running()));
        lifeline.guard(List.of(running()));
    }

    @Override
    public void close() {
        if (postmaster != null) {
            stop();
        }
        lifeline.release();
    }

    private void end(Signal signal) {
        List<ProcessHandle> family = family(running());
        signal.sendTo(List.of(running()));
        Signal.CONT.sendTo(family);
        family.forEach(LocalPostgres::awaitExit);
        lifeline.guardNothing();
        postmaster = null;
        removeStalePidFile();
    }

    /// PostgreSQL takes any process with the number in this file for itself and refuses to start. All are gone: we
    /// waited.
    private void removeStalePidFile() {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        programs.own(data);
        Path secret = home.resolve("secret");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password + "\n");
        programs.own(secret);
        Process initdb = launch(
                "initdb",
                List.of(
                        "-D",
                        data.toString(),
                        "-U",
                        PostgresServer.USER,
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + secret,
                        "--no-instructions",
                        "--no-sync")); // what is there before the first start need not outlive a power cut
        if (exitOf(initdb) != 0) {
            throw new IOException("initdb failed: " + logOf("initdb"));
        }
        Files.delete(secret);
    }

    private List<String> arguments() {
        var settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=64MB",
                "dynamic_shared_memory_type=mmap",
                "wal_level=minimal",
                "max_wal_senders=0",
                "jit=off"));
        settings.addAll(durability.settings());
        var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return arguments;
    }

    private Process launch(String program, List<String> arguments) throws IOException {
        return programs.call(program, arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(program).toFile()))
                .start();
    }

    private ProcessHandle awaitReady(Process launched) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (launched.isAlive() && System.nanoTime() < deadline) {
            List<String> pidFile = pidFile();
            if (pidFile.size() >= 8 && pidFile.get(7).strip().equals("ready")) {
                return ProcessHandle.of(Long.parseLong(pidFile.getFirst().strip()))
                        .orElseThrow(() -> new IOException("PostgreSQL ended at once: " + logOf("postgres")));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        launched.destroyForcibly();
        throw new IOException("PostgreSQL did not start: " + logOf("postgres"));
    }

    /// Line 1 is the process id, line 8 the state; see "postmaster.pid" in PostgreSQL's `miscadmin.h`.
    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException notYet) {
            return List.of();
        }
    }

    private ProcessHandle running() {
        if (postmaster == null) {
            throw new IllegalStateException("This PostgreSQL is not running.");
        }
        return postmaster;
    }

    private Path log(String program) {
        return home.resolve(program + ".log");
    }

    private String logOf(String program) {
        try {
            return Files.readString(log(program));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private static List<ProcessHandle> family(ProcessHandle first) {
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    private static int exitOf(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + process.info(), e);
        }
    }

    private static void awaitExit(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + process.pid() + " does not end.", e);
        }
    }
}
