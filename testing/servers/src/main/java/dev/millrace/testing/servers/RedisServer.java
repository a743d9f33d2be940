package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A Redis of our own on loopback, a child process of this JVM that keeps nothing on disk.
///
/// Its port stays the same for its whole life. However this JVM ends, the server ends too.
public final class RedisServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How far above its port a node of a cluster listens for the other nodes.
    private static final int BUS = 10_000;

    private final int port;
    private final Path home;
    private final List<String> command;
    private final Lifeline lifeline;
    private @Nullable Process process;

    private RedisServer(List<String> mode) {
        this(FreePort.find(), mode);
    }

    private RedisServer(int port, List<String> mode) {
        this.port = port;
        try {
            home = Files.createTempDirectory("millrace-redis-");
            lifeline = Lifeline.holding(home);
            command = new ArrayList<>(OwnSession.words());
            command.add(program().toString());
            for (String word : mode) {
                command.add(word.replace("@home", home.toString()).replace("@port", Integer.toString(port)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startAgain();
    }

    /// One server without a password. Each further setting is one word of Redis' own command line, such as
    /// `--requirepass` and the password.
    public static RedisServer start(String... settings) {
        return new RedisServer(words(List.of("--port", "@port"), List.of(settings)));
    }

    /// A replica of another server.
    public static RedisServer replicaOf(RedisServer master) {
        return start("--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
    }

    /// A sentinel that watches a master under a name, alone decides that it is down after half a second, and puts a
    /// replica into its place.
    public static RedisServer sentinel(String name, RedisServer master) {
        return new RedisServer(List.of(
                "@home/sentinel.conf",
                "--sentinel",
                "--port",
                "@port",
                "--bind",
                "127.0.0.1",
                "--sentinel monitor " + name + " 127.0.0.1 " + master.port() + " 1",
                "--sentinel down-after-milliseconds " + name + " 500",
                "--sentinel failover-timeout " + name + " 5000"));
    }

    /// A server that speaks TLS alone.
    ///
    /// @param certificate and its key, in PEM
    public static RedisServer withTls(Path certificate, Path key) {
        return new RedisServer(words(
                List.of("--port", "0", "--tls-port", "@port"),
                List.of(
                        "--tls-cert-file",
                        certificate.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-auth-clients",
                        "no")));
    }

    /// A node for a cluster, with no slots yet.
    public static RedisServer clusterNode() {
        return new RedisServer(
                FreePort.findWith(BUS),
                words(
                        List.of("--port", "@port"),
                        List.of("--cluster-enabled", "yes", "--cluster-config-file", "@home/nodes.conf")));
    }

    /// The port on 127.0.0.1.
    public int port() {
        return port;
    }

    /// `redis://127.0.0.1:<port>`.
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// Kills it. Nothing listens until [#startAgain()], and all it held is forgotten.
    public void crash() {
        Process running = running();
        running.destroyForcibly();
        awaitExit(running);
        lifeline.guardNothing();
        process = null;
    }

    /// After [#crash()]: an empty server on the same port.
    public void startAgain() {
        try {
            Path configuration = home.resolve("sentinel.conf");
            if (Files.notExists(configuration)) {
                Files.createFile(configuration);
            }
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            lifeline.guard(List.of(started.toHandle()));
            awaitListening(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Freezes it: connections stay open, new ones are taken by the kernel, nothing answers.
    public void pause() {
        Signal.STOP.sendTo(List.of(running().toHandle()));
    }

    /// After [#pause()]: everything goes on where it stood.
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

    private void awaitListening(Process started) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (started.isAlive() && System.nanoTime() < deadline) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
        throw new IOException("Redis did not start: " + Files.readString(log(), StandardCharsets.UTF_8));
    }

    private static void awaitExit(Process ending) {
        try {
            ending.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static List<String> words(List<String> first, List<String> more) {
        var words = new ArrayList<>(List.of("--bind", "127.0.0.1", "--save", "", "--dir", "@home"));
        words.addAll(first);
        words.addAll(more);
        return words;
    }

    /// Taken from its archive once for this JVM.
    private static Path program() {
        return Program.ONLY.file();
    }

    /// The file, and what removes it; a lifeline that is collected closes its pipe.
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
