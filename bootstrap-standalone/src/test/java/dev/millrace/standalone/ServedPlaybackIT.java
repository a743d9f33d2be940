package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.standalone.playback.PlayerPage;
import dev.millrace.standalone.playback.PlayerPage.Player;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A film goes the whole way: sent to the server, and watched in a browser while it is encoded and after.
class ServedPlaybackIT {
    private static final int SECONDS = 40;
    private static final int RATE = 24;
    private static final int SPEED = 4;

    @TempDir
    Path temporary;

    @Test
    void a_film_that_was_sent_plays_while_it_is_encoded_and_in_another_form_after() throws Exception {
        Path film = Ffmpeg.film(temporary.resolve("film.mp4"), "1280x720", RATE, SECONDS);
        try (ServedFolder folder = new ServedFolder(temporary);
                ServedFolder.Serving server = folder.serve();
                Client client = new Client(server.uri())) {
            String job = client.submit(client.upload(film), List.of("hls", "dash"));

            try (PlayerPage page = new PlayerPage(Player.HLS_JS, client.link(job, "hls"), SPEED)) {
                page.until("time ");
                assertThat(client.status(job)).isEqualTo("processing");
                List<String> told = page.until("ended ");

                PlayerPage.assertPlayedWhole(told, SECONDS, RATE);
                assertThat(told).anyMatch(line -> line.startsWith("playlist open"));
            }
            ServedFolder.eventually(
                    "the job is completed", () -> client.status(job).equals("completed"));
            try (PlayerPage page = new PlayerPage(Player.DASH_JS, client.link(job, "dash"), SPEED)) {
                PlayerPage.assertPlayedWhole(page.until("ended "), SECONDS, RATE);
            }
        }
    }

    /// A program that knows the server by its address alone.
    private record Client(URI server, HttpClient http) implements AutoCloseable {
        Client(URI server) {
            this(server, HttpClient.newHttpClient());
        }

        /// The id of the upload.
        String upload(Path film) throws Exception {
            JsonNode upload = post(
                    "/uploads",
                    "{\"filename\": \"%s\", \"size\": %d, \"content_type\": \"video/mp4\"}"
                            .formatted(film.getFileName(), Files.size(film)));
            try (InputStream bytes = Files.newInputStream(film)) {
                for (JsonNode part : upload.get("parts")) {
                    byte[] next = bytes.readNBytes(upload.get("part_size").intValue());
                    send(HttpRequest.newBuilder(server.resolve(part.get("url").textValue()))
                            .PUT(BodyPublishers.ofByteArray(next)));
                }
            }
            String id = upload.get("upload_id").textValue();
            post("/uploads/" + id + "/complete", "");
            return id;
        }

        /// The id of the job.
        String submit(String upload, List<String> deliveries) throws Exception {
            return post(
                            "/jobs",
                            "{\"upload_id\": \"%s\", \"deliveries\": [\"%s\"]}"
                                    .formatted(upload, String.join("\", \"", deliveries)))
                    .get("id")
                    .textValue();
        }

        String status(String job) throws Exception {
            return get(job).get("status").textValue();
        }

        URI link(String job, String form) throws Exception {
            return server.resolve(get(job).at("/links/" + form).textValue());
        }

        private JsonNode get(String job) throws Exception {
            return json(send(HttpRequest.newBuilder(server.resolve("/jobs/" + job))));
        }

        private JsonNode post(String path, String body) throws Exception {
            return json(send(HttpRequest.newBuilder(server.resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))));
        }

        private String send(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body();
        }

        private static JsonNode json(String text) throws IOException {
            return new ObjectMapper().readTree(text);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
