package dev.millrace.testing.cluster;

import dev.millrace.adapter.s3.S3Config;
import dev.millrace.adapter.s3.S3Media;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.testing.servers.GuardedProgram;
import dev.millrace.testing.servers.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Workers without encoders in a cluster, the jobs they are given, and what comes of those.
///
/// @param cluster where
/// @param settings of every worker
/// @param workers of which any may be killed
record Crew(Cluster cluster, Map<String, String> settings, List<GuardedProgram> workers) {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    /// Stores the input, and starts workers.
    static Crew of(Cluster cluster, int workers, Map<String, String> settings) throws Exception {
        Path file = Files.write(cluster.folder().resolve("film.mp4"), new byte[] {1});
        try (S3Media media = S3Media.connect(S3Config.fromEnvironment(cluster.environment()))) {
            media.store().put(NoOpWorkerMain.INPUT, file, MediaType.MP4);
        }
        Crew crew = new Crew(cluster, settings, new ArrayList<>());
        for (int i = 0; i < workers; i++) {
            crew.workers.add(crew.hire());
        }
        return crew;
    }

    private GuardedProgram hire() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return cluster.launch("noop", List.of("-cp", classPath, NoOpWorkerMain.class.getName()), settings);
    }

    void awaitReady() throws InterruptedException {
        for (GuardedProgram worker : workers) {
            Cluster.awaitReady(worker);
        }
    }

    /// Those that live and take tasks.
    List<GuardedProgram> atWork() {
        return workers.stream()
                .filter(worker -> worker.process().isAlive() && worker.said().contains("Works on"))
                .toList();
    }

    /// Starts another worker for each that is dead, and answers how many were.
    int replaceTheDead() {
        int dead = 0;
        for (int i = 0; i < workers.size(); i++) {
            if (!workers.get(i).process().isAlive()) {
                workers.set(i, hire());
                dead++;
            }
        }
        return dead;
    }

    /// Creates jobs, four at a time.
    ///
    /// @param deliveries of ten tasks with `hls`
    static List<String> submit(Client client, int jobs, String deliveries) throws Exception {
        String request = request(deliveries);
        List<String> ids = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            List<Future<String>> created = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                created.add(senders.submit(() -> client.create(request)));
            }
            for (Future<String> each : created) {
                ids.add(each.get());
            }
        }
        return ids;
    }

    /// What creates a job.
    ///
    /// @param deliveries of ten tasks with `hls`
    static String request(String deliveries) {
        return "{\"input_key\": \"%s\", \"profile\": \"test\", \"deliveries\": [\"%s\"]}"
                .formatted(NoOpWorkerMain.INPUT, deliveries);
    }

    /// Waits for a query to say so.
    ///
    /// @param query of one boolean
    void until(String query) throws Exception {
        until(query, () -> {});
    }

    /// Waits for a query to say so, and does something in between.
    void until(String query, Happening meanwhile) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!"t".equals(one(query))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not become true: " + query + "\n" + one("""
                        select string_agg(status || ' ' || failure, ', ')
                        from (select status, coalesce(failure_sentence, '') as failure from millrace.job limit 20) as job
                        """));
            }
            meanwhile.happen();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    void untilAllIsOver() throws Exception {
        until("select count(*) = 0 from millrace.job where status in ('queued', 'processing')");
    }

    /// All that is wrong with rows and histories.
    List<String> violations() throws SQLException {
        try (Connection connection = cluster.database().dataSource().getConnection()) {
            return new Invariants(connection).violations();
        }
    }

    /// Waits for the collector, and answers all that is wrong with the objects.
    List<String> violationsInStorage() throws Exception {
        until("select count(*) = 0 from millrace.lost_attempt");
        try (Connection connection = cluster.database().dataSource().getConnection()) {
            return new Invariants(connection).violations(keys(), Set.of(NoOpWorkerMain.INPUT.value()));
        }
    }

    /// All there is in the bucket, also what Millrace itself would not look for.
    private Set<String> keys() {
        S3Server storage = cluster.storage();
        try (S3Client client = S3Client.builder()
                .endpointOverride(storage.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(storage.accessKey(), storage.secretKey())))
                .build()) {
            return client.listObjectsV2Paginator(request -> request.bucket(Cluster.BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .collect(Collectors.toSet());
        }
    }

    /// Changes rows by hand.
    void change(String statement) throws SQLException {
        try (Connection connection = cluster.database().dataSource().getConnection();
                Statement changing = connection.createStatement()) {
            changing.executeUpdate(statement);
        }
    }

    /// The first column of the first row, as text.
    String one(String query) throws SQLException {
        try (Connection connection = cluster.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
