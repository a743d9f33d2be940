package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testing.servers.GuardedProgram;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// API and workers as processes of their own, over PostgreSQL, Redis and an S3 server.
class DistributedIT {
    private static final int RATE = 24;
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void a_film_goes_the_whole_way_although_a_worker_is_killed_on_it() throws Exception {
        Path film = Film.make(folder.resolve("film.mp4"), "640x360", RATE, SECONDS);
        try (Cluster cluster = Cluster.ofServers();
                Connection rows = cluster.database().dataSource().getConnection()) {
            GuardedProgram doomed = cluster.launchWorker(Map.of());
            GuardedProgram other = cluster.launchWorker(Map.of());
            GuardedProgram api = cluster.launchApi(Map.of());
            Cluster.awaitReady(doomed);
            Cluster.awaitReady(other);
            try (Client client = new Client(Cluster.address(api))) {
                String job = client.submit(client.upload(film));
                awaitProgress(client, job);

                doomed.kill();
                cluster.redis().crash();
                cluster.redis().startAgain();

                assertThat(client.ended(job).get("status").textValue()).isEqualTo("completed");
                assertThat(frames(client, job)).isEqualTo((long) SECONDS * RATE);
                assertThat(new Invariants(rows).violations()).isEmpty();
                assertStopsInOrder(other);
                assertStopsInOrder(api);
            }
        }
    }

    /// Thirty requests of a hundred are refused, and five downloads of a hundred end half-way.
    @Test
    void a_film_goes_the_whole_way_over_a_storage_that_misbehaves() throws Exception {
        int seconds = 10;
        Path film = Film.make(folder.resolve("film.mp4"), "640x360", RATE, seconds);
        try (Cluster cluster = Cluster.ofServers();
                Connection rows = cluster.database().dataSource().getConnection()) {
            GuardedProgram api = cluster.launchApi(Map.of());
            Cluster.awaitReady(cluster.launchWorker(Map.of()));
            try (Client client = new Client(Cluster.address(api))) {
                String job = client.submit(client.upload(film));

                cluster.storage().misbehave(0.3, 0.05, 4);
                assertThat(client.ended(job).get("status").textValue()).isEqualTo("completed");
                cluster.storage().misbehave(0, 0, 4);

                assertThat(frames(client, job)).isEqualTo((long) seconds * RATE);
                assertThat(new Invariants(rows).violations()).isEmpty();
                assertThat(cluster.storage().refused()).isGreaterThan(5);
            }
        }
    }

    @Test
    void programs_wait_for_what_is_not_up_yet_and_say_so() throws Exception {
        try (Cluster cluster = Cluster.ofServers()) {
            cluster.redis().crash();
            cluster.storage().stop();
            GuardedProgram api = cluster.launchApi(Map.of());
            api.until(Pattern.compile("Waiting for storage"));

            cluster.storage().startAgain();
            try (Client client = new Client(Cluster.address(api))) {
                assertThat(api.said()).contains("Redis is away");
                assertThat(client.get("/health").toString()).contains("\"degraded\"");

                cluster.redis().startAgain();
                api.until(Pattern.compile("Redis answers again"));
            }
        }
    }

    /// How many pictures the first MP4 file of a job decodes to.
    private long frames(Client client, String job) throws Exception {
        JsonNode outputs = client.get("/jobs/" + job + "/outputs").get("outputs");
        JsonNode mp4 = StreamSupport.stream(outputs.spliterator(), false)
                .filter(output -> output.get("kind").textValue().equals("mp4"))
                .findFirst()
                .orElseThrow();
        return Film.frames(
                client.fetch(URI.create(mp4.get("url").textValue()), Files.createTempFile(folder, "out", ".mp4")));
    }

    private static void awaitProgress(Client client, String job) throws Exception {
        while (client.job(job).at("/progress/percent").asDouble(0) <= 0
                && client.job(job).get("status").textValue().matches("queued|processing")) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void assertStopsInOrder(GuardedProgram program) throws Exception {
        program.process().destroy(); // SIGTERM
        assertThat(program.process().waitFor()).as(program.said()).isEqualTo(143);
        assertThat(program.said()).contains("Stopped.").doesNotContain("SEVERE", "Exception");
    }
}
