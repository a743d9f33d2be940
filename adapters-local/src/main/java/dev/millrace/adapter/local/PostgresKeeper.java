package dev.millrace.adapter.local;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Keeps one PostgreSQL server running: starts it, starts it again whenever it ends by itself, and ends it.
///
/// All of it is done by one thread, which lives as long as the server is wanted: the kernel ties a server's life to the
/// thread that started it (`prctl(2)`, `PR_SET_PDEATHSIG`), so the server shuts down when this process is killed.
final class PostgresKeeper {
    private static final System.Logger LOG = System.getLogger(PostgresKeeper.class.getName());

    private static final Duration TICK = Duration.ofMillis(5);

    /// A recovery after a crash reads the log of a few minutes of writing.
    private static final Duration TO_BE_READY = Duration.ofMinutes(5);

    private static final Duration TO_END_IN_ORDER = Duration.ofSeconds(10);
    private static final Duration TO_END = Duration.ofSeconds(14);
    private static final Duration BETWEEN_SIGNALS = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// What the sessions of a killed server still hold for a moment.
    private static final String STILL_HELD = "shared memory block";

    private static final Duration STILL_HELD_FOR = Duration.ofSeconds(10);

    /// The first three are PostgreSQL's own defaults, and said here so that no file can say otherwise: what is committed
    /// survives every crash. The others keep it small, and on this machine.
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "shared_buffers=64MB",
            "dynamic_shared_memory_type=mmap",
            "max_parallel_workers=0",
            "jit=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "min_wal_size=32MB",
            "max_wal_size=256MB",
            "log_checkpoints=off",
            "log_min_error_statement=panic");

    private final PostgresHome home;
    private final PostgresPrograms programs;
    private final int port;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("millrace-postgres").unstarted(this::keep);
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean wanted = true;

    PostgresKeeper(PostgresHome home, PostgresPrograms programs, int port) {
        this.home = home;
        this.programs = programs;
        this.port = port;
    }

    /// Ends a server that an earlier process left, and starts one. Returns when it takes connections.
    ///
    /// @throws InterruptedException when interrupted; no server runs then
    void start() throws DatabaseUnusable, InterruptedException {
        thread.start();
        try {
            ready.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseUnusable unusable) {
                throw unusable;
            }
            throw new IllegalStateException("the database was not started", e.getCause());
        } catch (InterruptedException e) {
            stop();
            throw e;
        }
    }

    /// Ends the server and returns when it is gone, also when interrupted meanwhile.
    void stop() {
        wanted = false;
        thread.interrupt();
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

    private void keep() {
        try {
            endLeftOver();
            long begun = System.nanoTime();
            Duration pause = FIRST_PAUSE;
            while (wanted) {
                Optional<Failure> failed = run();
                if (failed.isEmpty()) {
                    pause = FIRST_PAUSE;
                } else if (!ready.isDone() && !passing(failed.get(), begun)) {
                    ready.completeExceptionally(new DatabaseUnusable(failed.get()));
                    return;
                }
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "The database is not wanted any more");
        } catch (IOException e) {
            ready.completeExceptionally(new DatabaseUnusable(unusable(DatabaseUnusable.reason(e)), e));
        } catch (RuntimeException fault) {
            ready.completeExceptionally(fault);
            LOG.log(System.Logger.Level.ERROR, "The database is not kept running any more", fault);
        }
    }

    /// Runs a server until it ends by itself.
    ///
    /// @return why it never took connections; empty when it did
    /// @throws InterruptedException when it is not wanted any more; it is gone by then
    private Optional<Failure> run() throws InterruptedException {
        try {
            return runServer();
        } catch (IOException e) {
            return Optional.of(unusable(DatabaseUnusable.reason(e)));
        }
    }

    private Optional<Failure> runServer() throws IOException, InterruptedException {
        long logged = Files.exists(home.log()) ? Files.size(home.log()) : 0;
        home.pidFile()
                .remove(); // no server runs; a number that is somebody else's by now would keep ours from starting
        Process server = programs.callThatDiesWithUs("INT", "postgres", arguments())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                .start();
        try {
            boolean served = awaitReady(server);
            if (served && !ready.complete(null)) {
                LOG.log(System.Logger.Level.INFO, "PostgreSQL runs again");
            }
            int code = server.waitFor();
            Optional<String> complaint = home.complaintSince(logged);
            LOG.log(
                    served ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    "PostgreSQL ended by itself with code {0}{1}; it is started again",
                    code,
                    complaint.map(text -> " (" + text + ")").orElse(""));
            return served ? Optional.empty() : Optional.of(failure(complaint));
        } finally {
            end(server.toHandle(), server::isAlive);
        }
    }

    private boolean awaitReady(Process server) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TO_BE_READY.toNanos();
        while (!server.waitFor(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
            if (home.pidFile().saysReady()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                end(server.toHandle(), server::isAlive);
            }
        }
        return false;
    }

    /// Whether it may go by itself in a moment.
    private static boolean passing(Failure failure, long begun) {
        return failure.sentence().contains(STILL_HELD) && System.nanoTime() - begun < STILL_HELD_FOR.toNanos();
    }

    private Failure failure(Optional<String> complaint) {
        String reason = complaint.orElse("it says nothing");
        if (reason.contains("No space left on device")) {
            return new Failure(
                    FailureCode.DISK_FULL,
                    "The database in " + home.data() + " can't be started, because the disk is full; make room on it.");
        }
        return unusable(reason);
    }

    private Failure unusable(String reason) {
        return new Failure(
                FailureCode.DATABASE_UNUSABLE,
                "PostgreSQL does not start on " + home.data() + " (" + reason + "); " + home.log()
                        + " tells more. If the folder is damaged, bring it back from a backup, or move the whole data"
                        + " folder away to begin with an empty one.");
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", home.data().toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return arguments;
    }

    /// Of a process that was killed where the kernel could not end its server with it.
    private void endLeftOver() throws IOException {
        PidFile file = home.pidFile();
        Optional<ProcessHandle> server = file.running().flatMap(ProcessHandle::of);
        if (server.isPresent()) {
            long pid = server.get().pid();
            LOG.log(System.Logger.Level.INFO, "PostgreSQL was left running; it is started anew");
            end(server.get(), () -> file.isServer(pid));
        }
    }

    /// Ends a server: in order, then at once, then by force. Returns when it is gone, and keeps an interrupt for later.
    private void end(ProcessHandle server, Life life) throws IOException {
        boolean interrupted = Thread.interrupted();
        long begun = System.nanoTime();
        while (life.goesOn()) {
            long passed = System.nanoTime() - begun;
            if (passed > TO_END.toNanos()) {
                server.destroyForcibly();
            } else {
                signal(passed < TO_END_IN_ORDER.toNanos() ? "INT" : "QUIT", server);
            }
            interrupted |= awaitEnd(life);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// By PostgreSQL's own means, because Java knows two signals only, and neither is one of these.
    private void signal(String signal, ProcessHandle server) throws IOException {
        programs.call("pg_ctl", List.of("kill", signal, Long.toString(server.pid())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Waits for a while, and answers whether there was an interrupt.
    private static boolean awaitEnd(Life life) throws IOException {
        boolean interrupted = false;
        long deadline = System.nanoTime() + BETWEEN_SIGNALS.toNanos();
        while (life.goesOn() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private interface Life {
        boolean goesOn() throws IOException;
    }
}
