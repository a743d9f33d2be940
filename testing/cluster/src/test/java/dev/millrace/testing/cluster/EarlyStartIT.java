package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testing.servers.GuardedProgram;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that begin while their sources are being uploaded, with the programs as processes of their own.
class EarlyStartIT {
    private static final int RATE = 24;
    private static final int SECONDS = 60;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    @TempDir
    Path folder;

    @Test
    void chunks_are_encoded_before_the_last_part_is_sent_and_no_frame_is_missing() throws Exception {
        Path film = Film.heavy(folder.resolve("film.mp4"), "1920x1080", RATE, SECONDS);
        try (Cluster cluster = Cluster.ofServers()) {
            GuardedProgram api = cluster.launchApi(Map.of());
            GuardedProgram worker = cluster.launchWorker(Map.of());
            Cluster.awaitReady(worker);
            try (Client client = new Client(Cluster.address(api));
                    SlowUpload upload = SlowUpload.of(client, film)) {
                assertThat(upload.parts()).isGreaterThan(3);
                String job = upload.submit();
                assertThat(client.job(job).get("status").textValue()).isEqualTo("queued");

                awaitChunk(client, job, upload);
                assertThat(upload.hasMore()).as("the last part is not sent").isTrue();
                while (upload.hasMore()) {
                    upload.sendNext();
                }
                assertThat(client.job(job).get("status").textValue()).isEqualTo("processing");
                upload.complete();

                JsonNode ended = client.ended(job);
                assertThat(ended.get("status").textValue()).as(ended.toString()).isEqualTo("completed");
                assertThat(ended.get("uploading").isNull()).isTrue();
                assertThat(frames(client, job)).isEqualTo((long) SECONDS * RATE);
                assertThat(worker.said()).doesNotContain("Read again, whole");
            }
        }
    }

    @Test
    void a_canceled_upload_fails_the_job_and_leaves_nothing() throws Exception {
        Path film = Film.heavy(folder.resolve("film.mp4"), "1920x1080", RATE, SECONDS);
        try (Cluster cluster = Cluster.ofServers()) {
            GuardedProgram api = cluster.launchApi(Map.of());
            Cluster.awaitReady(cluster.launchWorker(Map.of()));
            try (Client client = new Client(Cluster.address(api));
                    SlowUpload upload = SlowUpload.of(client, film)) {
                String job = upload.submit();
                awaitChunk(client, job, upload);

                upload.cancel();

                JsonNode ended = client.ended(job);
                assertThat(ended.get("status").textValue()).isEqualTo("failed");
                assertThat(ended.at("/error/code").textValue()).isEqualTo("upload_canceled");
                assertThat(client.get("/uploads/" + upload.id()).get("arrived")).isEmpty();
            }
        }
    }

    /// Sends parts, one at a time, until a chunk is done; never the last.
    private static void awaitChunk(Client client, String job, SlowUpload upload) throws Exception {
        long seen = version(client, job);
        while (!chunkDone(client, job)) {
            if (upload.hasMoreThanOne()) {
                upload.sendNext();
            }
            awaitVersionBehind(seen, client, job);
            seen = version(client, job);
        }
    }

    private static void awaitVersionBehind(long seen, Client client, String job) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (version(client, job) <= seen) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing happens: " + client.job(job));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static long version(Client client, String job) throws Exception {
        return client.job(job).get("version").longValue();
    }

    private static boolean chunkDone(Client client, String job) throws Exception {
        return StreamSupport.stream(
                        client.get("/jobs/" + job + "/tasks").get("tasks").spliterator(), false)
                .anyMatch(task -> task.get("name").textValue().startsWith("chunk-")
                        && task.get("state").textValue().equals("done"));
    }

    private long frames(Client client, String job) throws Exception {
        JsonNode outputs = client.get("/jobs/" + job + "/outputs").get("outputs");
        JsonNode mp4 = StreamSupport.stream(outputs.spliterator(), false)
                .filter(output -> output.get("kind").textValue().equals("mp4"))
                .findFirst()
                .orElseThrow();
        return Film.frames(
                client.fetch(URI.create(mp4.get("url").textValue()), Files.createTempFile(folder, "out", ".mp4")));
    }
}
