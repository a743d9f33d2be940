package dev.millrace.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.rest.RestExtension;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.domain.identity.JobId;
import dev.millrace.testkit.ScriptedTools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client uploads a file in parts to a server that keeps it in a folder, and has a job made of it.
class UploadsOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path temporary;

    private final byte[] film = new byte[20_000_000];
    private final HttpClient client = HttpClient.newHttpClient();
    private TranscodingEngine engine;
    private RestApi api;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(film);
        FileMediaStore media = FileMediaStore.at(temporary.resolve("media"));
        SignedFiles files = SignedFiles.over(media, () -> api.uri().resolve("/files"), temporary.resolve("links.key"));
        engine = TranscodingEngine.builder()
                .media(media)
                .transfer(files)
                .tools(new ScriptedTools(Duration.ofSeconds(30)))
                .slots(1)
                .scratch(Files.createDirectory(temporary.resolve("scratch")))
                .start();
        api = RestApi.start(
                RestConfig.onLoopback(0),
                engine.useCases(),
                new RestExtension(FilesController.class.getPackageName(), List.of(files)));
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
        engine.close();
    }

    @Test
    void an_upload_that_broke_off_goes_on_with_what_is_missing_and_becomes_a_job() throws Exception {
        JsonNode upload = json(post("/uploads", announced()), 201);
        assertThat(upload.get("part_count").intValue()).isEqualTo(3);
        put(upload, 2);

        JsonNode resumed = json(get("/uploads/" + upload.get("upload_id").textValue()), 200);
        assertThat(resumed.get("arrived"))
                .extracting(part -> part.get("number").intValue())
                .containsExactly(2);
        assertThat(resumed.get("parts"))
                .extracting(part -> part.get("number").intValue())
                .containsExactly(1, 3);
        put(resumed, 1);
        put(resumed, 3);
        JsonNode whole = json(post("/uploads/" + upload.get("upload_id").textValue() + "/complete", ""), 200);

        assertThat(whole.get("status").textValue()).isEqualTo("completed");
        assertThat(stored()).anyMatch(bytes -> Arrays.equals(bytes, film));
        JsonNode job = json(
                post("/jobs", "{\"upload_id\": %s, \"profile\": \"test\"}".formatted(upload.get("upload_id"))), 201);
        String id = job.get("id").textValue();
        engine.await(JobId.of(id), PATIENCE);
        assertThat(json(get("/jobs/" + id), 200).get("status").textValue()).isEqualTo("completed");
        for (JsonNode output : json(get("/jobs/" + id + "/outputs"), 200).get("outputs")) {
            HttpResponse<byte[]> sent = client.send(
                    HttpRequest.newBuilder(URI.create(output.get("url").textValue()))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(sent.statusCode()).isEqualTo(200);
            assertThat(sent.body()).hasSize(output.get("size").intValue());
        }
    }

    @Test
    void an_upload_with_parts_missing_is_not_completed_and_a_part_of_another_size_not_taken() throws Exception {
        JsonNode upload = json(post("/uploads", announced()), 201);
        URI first = URI.create(upload.at("/parts/0/url").textValue());

        assertProblem(put(first, new byte[10]), 400, "part_too_small");
        assertProblem(put(first, film), 413, "part_too_large");
        assertProblem(
                post("/uploads/" + upload.get("upload_id").textValue() + "/complete", ""), 409, "upload_incomplete");
    }

    @Test
    void a_canceled_upload_takes_nothing_more() throws Exception {
        JsonNode upload = json(post("/uploads", announced()), 201);
        String path = "/uploads/" + upload.get("upload_id").textValue();

        HttpResponse<String> canceled = client.send(
                HttpRequest.newBuilder(api.uri().resolve(path)).DELETE().build(), BodyHandlers.ofString());

        assertThat(canceled.statusCode()).isEqualTo(204);
        assertThat(json(get(path), 200).get("status").textValue()).isEqualTo("canceled");
        assertProblem(post(path + "/complete", ""), 409, "upload_over");
    }

    @Test
    void a_link_that_was_changed_is_refused() throws Exception {
        JsonNode upload = json(post("/uploads", announced()), 201);
        String link = upload.at("/parts/0/url").textValue();

        assertProblem(put(URI.create(link.replace("signature=", "signature=A")), new byte[1]), 403, "link_refused");
    }

    private String announced() {
        return "{\"filename\": \"film.mp4\", \"size\": " + film.length + ", \"content_type\": \"video/mp4\"}";
    }

    private void put(JsonNode upload, int number) throws Exception {
        int each = upload.get("part_size").intValue();
        for (JsonNode part : upload.get("parts")) {
            if (part.get("number").intValue() == number) {
                int from = (number - 1) * each;
                byte[] bytes =
                        Arrays.copyOfRange(film, from, from + part.get("size").intValue());
                assertThat(put(URI.create(part.get("url").textValue()), bytes).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private HttpResponse<String> put(URI link, byte[] bytes) throws Exception {
        return client.send(
                HttpRequest.newBuilder(link)
                        .PUT(BodyPublishers.ofByteArray(bytes))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(api.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(api.uri().resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private List<byte[]> stored() throws IOException {
        try (var files = Files.walk(temporary.resolve("media"))) {
            List<byte[]> all = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readAllBytes(file));
            }
            return all;
        }
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) throws IOException {
        assertThat(json(response, status).get("code").textValue()).isEqualTo(code);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
