package dev.millrace.worker;

import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.RedisServer;
import dev.millrace.testing.servers.S3Server;
import dev.millrace.testing.servers.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL, Redis and an S3 server, and the packaged programs as processes of their own.
final class Cluster implements AutoCloseable {
    static final String BUCKET = "millrace";
    private static final Pattern LISTENS = Pattern.compile("Listens on (http://\\S+)");
    private static final Pattern WORKS = Pattern.compile("Works on \\d+ tasks");

    private final Path folder;
    private final TestDatabase database;
    private final RedisServer redis = RedisServer.start();
    private final S3Server storage = S3Server.start();
    private final List<Started> processes = new ArrayList<>();

    /// @param folder for what the processes say, and their scratch
    Cluster(Path folder) {
        this.folder = folder;
        this.database = PostgresServer.shared().newDatabase();
    }

    S3Server storage() {
        return storage;
    }

    RedisServer redis() {
        return redis;
    }

    /// One process.
    ///
    /// @param process itself
    /// @param said the file with its output
    record Started(Process process, Path said) {
        /// Waits until it says something of that shape.
        Matcher until(Pattern shape) throws IOException, InterruptedException {
            while (true) {
                boolean over = !process.isAlive();
                Matcher found = shape.matcher(text());
                if (found.find()) {
                    return found;
                }
                if (over) {
                    throw new AssertionError("it ended; it said:\n" + text());
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }

        String text() throws IOException {
            return Files.readString(said, StandardCharsets.UTF_8);
        }
    }

    /// Starts an API without waiting for it.
    Started launchApi() throws IOException {
        return launch("api", Path.of("../bootstrap-api/target/millrace-api/millrace-api.jar"));
    }

    /// Starts a worker without waiting for it.
    Started launchWorker() throws IOException {
        return launch("worker", Path.of("target/millrace-worker/millrace-worker.jar"));
    }

    static URI address(Started api) throws IOException, InterruptedException {
        return URI.create(api.until(LISTENS).group(1));
    }

    static void awaitReady(Started worker) throws IOException, InterruptedException {
        worker.until(WORKS);
    }

    private Started launch(String name, Path jar) throws IOException {
        Path said = folder.resolve(name + "-" + processes.size() + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("API_PORT", "0"),
                        Map.entry("POSTGRES_HOST", "127.0.0.1"),
                        Map.entry("POSTGRES_PORT", Integer.toString(database.port())),
                        Map.entry("POSTGRES_DB", database.name()),
                        Map.entry("POSTGRES_USER", database.user()),
                        Map.entry("POSTGRES_PASSWORD", database.password()),
                        Map.entry("REDIS_URL", redis.url()),
                        Map.entry("S3_ENDPOINT", storage.endpoint().toString()),
                        Map.entry("S3_BUCKET", BUCKET),
                        Map.entry("S3_ACCESS_KEY", storage.accessKey()),
                        Map.entry("S3_SECRET_KEY", storage.secretKey()),
                        Map.entry("MILLRACE_PLAY_KEY", "for this test alone, and not a secret"),
                        Map.entry("MILLRACE_SCRATCH", folder.resolve("scratch").toString())));
        Started started = new Started(builder.start(), said);
        processes.add(started);
        return started;
    }

    @Override
    public void close() {
        for (Started started : processes) {
            started.process().descendants().forEach(ProcessHandle::destroyForcibly);
            started.process().destroyForcibly().onExit().join();
        }
        redis.close();
        storage.close();
        database.drop();
    }
}
