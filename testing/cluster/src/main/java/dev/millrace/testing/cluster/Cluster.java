package dev.millrace.testing.cluster;

import dev.millrace.testing.servers.GuardedProgram;
import dev.millrace.testing.servers.Lifeline;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testing.servers.RedisServer;
import dev.millrace.testing.servers.S3Server;
import dev.millrace.testing.servers.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// PostgreSQL, Redis and an S3 server with an empty bucket, and any number of APIs and workers: the packaged programs, as
/// processes of their own. All of it ends with this JVM, however that ends.
public final class Cluster implements AutoCloseable {
    /// The bucket that everything lies in.
    public static final String BUCKET = "millrace";

    private static final Pattern LISTENS = Pattern.compile("Listens on (http://\\S+)");
    private static final Pattern WORKS = Pattern.compile("Works on \\d+ tasks");

    /// Longer than a program takes to finish what it is on.
    private static final Duration TO_STOP = Duration.ofSeconds(25);

    private final Programs programs = Programs.find();
    private final PostgresServer postgres = PostgresServer.start();
    private final TestDatabase database = postgres.newDatabase();
    private final RedisServer redis = RedisServer.start();
    private final S3Server storage = S3Server.start();
    private final String playKey = UUID.randomUUID().toString();
    private final List<GuardedProgram> launched = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Path folder;
    private final Lifeline lifeline;

    private Cluster(Path folder) {
        this.folder = folder;
        this.lifeline = Lifeline.holding(folder, "KILL");
        storage.newBucket(BUCKET);
    }

    /// Starts the servers. Commits are on disk before they count, as in earnest.
    public static Cluster ofServers() {
        try {
            return new Cluster(Files.createTempDirectory("millrace-cluster-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server behind [#database()].
    public PostgresServer postgres() {
        return postgres;
    }

    /// Where jobs and tasks are.
    public TestDatabase database() {
        return database;
    }

    /// The doorbell.
    public RedisServer redis() {
        return redis;
    }

    /// Where media are.
    public S3Server storage() {
        return storage;
    }

    /// Holds a folder for each program, with what it says in a file `log`.
    public Path folder() {
        return folder;
    }

    /// Starts an API without waiting for it.
    ///
    /// @param more variables of the environment, which count more than those of the cluster
    public GuardedProgram launchApi(Map<String, String> more) {
        return launch("api", List.of("-jar", programs.api().toString()), more);
    }

    /// Starts a worker without waiting for it.
    ///
    /// @param more variables of the environment, which count more than those of the cluster
    public GuardedProgram launchWorker(Map<String, String> more) {
        return launch("worker", List.of("-jar", programs.worker().toString()), more);
    }

    /// Starts another program for this cluster without waiting for it.
    ///
    /// @param name for its folder
    /// @param java what follows `java` on the command line
    /// @param more variables of the environment, which count more than those of the cluster
    public GuardedProgram launch(String name, List<String> java, Map<String, String> more) {
        Path home = folder.resolve(name + "-" + names.merge(name, 1, Integer::sum));
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("MILLRACE_SCRATCH", home.resolve("scratch").toString());
        environment.putAll(more);
        GuardedProgram program = GuardedProgram.start(home, java, environment);
        launched.add(program);
        lifeline.guard(launched.stream()
                .map(each -> each.process().toHandle())
                .filter(ProcessHandle::isAlive)
                .toList());
        return program;
    }

    /// Where an API listens, once it does.
    public static URI address(GuardedProgram api) throws InterruptedException {
        return URI.create(api.until(LISTENS).group(1));
    }

    /// Waits until a worker takes tasks.
    public static void awaitReady(GuardedProgram worker) throws InterruptedException {
        worker.until(WORKS);
    }

    /// What programs are told of the servers. An API takes any free port.
    public Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("API_HOST", "127.0.0.1"),
                Map.entry("API_PORT", "0"),
                Map.entry("POSTGRES_HOST", "127.0.0.1"),
                Map.entry("POSTGRES_PORT", Integer.toString(database.port())),
                Map.entry("POSTGRES_DB", database.name()),
                Map.entry("POSTGRES_USER", database.user()),
                Map.entry("POSTGRES_PASSWORD", database.password()),
                Map.entry("REDIS_URL", redis.url()),
                Map.entry("MILLRACE_REDIS_CLUSTER", "false"),
                Map.entry("S3_ENDPOINT", storage.endpoint().toString()),
                Map.entry("S3_PUBLIC_ENDPOINT", storage.endpoint().toString()),
                Map.entry("S3_BUCKET", BUCKET),
                Map.entry("S3_REGION", "us-east-1"),
                Map.entry("S3_ACCESS_KEY", storage.accessKey()),
                Map.entry("S3_SECRET_KEY", storage.secretKey()),
                Map.entry("MILLRACE_S3_PATH_STYLE", "true"),
                Map.entry("MILLRACE_PLAY_KEY", playKey));
    }

    /// Stops all programs in order, then the servers, and removes what they kept. An interrupt shortens it.
    @Override
    public void close() {
        launched.forEach(program -> program.process().destroy());
        for (GuardedProgram program : launched) {
            try {
                program.stop(TO_STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            program.close();
        }
        storage.close();
        redis.close();
        postgres.close();
        lifeline.guard(List.of());
        lifeline.release();
    }
}
