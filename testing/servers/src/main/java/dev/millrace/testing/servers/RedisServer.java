package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A Redis of our own on loopback that keeps nothing on disk: started from an archive on the class path, or the official
/// image when the environment says `TESTS_USE_DOCKER=true`.
///
/// Its port stays the same for its whole life. However this JVM ends, the server ends too.
public final class RedisServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How far above its port a node of a cluster listens for the other nodes.
    private static final int BUS = 10_000;

    private final int port;
    private final RedisEngine engine;

    private RedisServer(List<String> mode) {
        this(FreePort.find(), mode);
    }

    private RedisServer(int port, List<String> mode) {
        this.port = port;
        try {
            Path home = Files.createTempDirectory("millrace-redis-");
            Files.createFile(home.resolve("sentinel.conf"));
            List<String> arguments = mode.stream()
                    .map(word -> word.replace("@home", home.toString()).replace("@port", Integer.toString(port)))
                    .toList();
            engine = Docker.IS_WANTED ? new ContainerRedis(home, arguments) : new LocalRedis(home, arguments);
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
        engine.crash();
    }

    /// After [#crash()]: an empty server on the same port.
    public void startAgain() {
        engine.start();
        awaitListening();
    }

    /// Freezes it: connections stay open, new ones are taken by the kernel, nothing answers.
    public void pause() {
        engine.pause();
    }

    /// After [#pause()]: everything goes on where it stood.
    public void resume() {
        engine.resume();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (engine.isAlive() && System.nanoTime() < deadline) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
        throw new IllegalStateException("Redis did not start: " + engine.said());
    }

    private static List<String> words(List<String> first, List<String> more) {
        var words = new ArrayList<>(List.of("--bind", "127.0.0.1", "--save", "", "--dir", "@home"));
        words.addAll(first);
        words.addAll(more);
        return words;
    }
}
