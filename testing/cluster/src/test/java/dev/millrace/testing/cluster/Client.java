package dev.millrace.testing.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A program that knows the API by its address alone.
record Client(URI api, HttpClient http) implements AutoCloseable {
    private static final Set<String> ENDS = Set.of("completed", "failed", "canceled");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    Client(URI api) {
        this(api, HttpClient.newHttpClient());
    }

    /// Sends a file by its parts, straight to storage, and answers the upload's id.
    String upload(Path film) throws IOException, InterruptedException {
        JsonNode upload = post(
                "/uploads", "{\"filename\": \"%s\", \"size\": %d}".formatted(film.getFileName(), Files.size(film)));
        try (InputStream bytes = Files.newInputStream(film)) {
            for (JsonNode part : upload.get("parts")) {
                byte[] next = bytes.readNBytes(upload.get("part_size").intValue());
                put(URI.create(part.get("url").textValue()), next);
            }
        }
        String id = upload.get("upload_id").textValue();
        post("/uploads/" + id + "/complete", "");
        return id;
    }

    /// Creates a job and answers its id.
    String submit(String upload) throws IOException, InterruptedException {
        return create("{\"upload_id\": \"%s\", \"profile\": \"test\"}".formatted(upload));
    }

    /// Creates a job as a request says it, and answers its id.
    String create(String request) throws IOException, InterruptedException {
        return post("/jobs", request).get("id").textValue();
    }

    JsonNode job(String id) throws IOException, InterruptedException {
        return get("/jobs/" + id);
    }

    /// Waits until a job is over, and answers its document.
    JsonNode ended(String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        JsonNode job = job(id);
        while (!ENDS.contains(job.get("status").textValue())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still on its way: " + job);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            job = job(id);
        }
        return job;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(send(HttpRequest.newBuilder(api.resolve(path))));
    }

    /// Fetches a file.
    Path fetch(URI link, Path into) throws IOException, InterruptedException {
        HttpResponse<Path> answer = http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofFile(into));
        if (answer.statusCode() != 200) {
            throw new IOException(link.getPath() + ": " + answer.statusCode());
        }
        return into;
    }

    /// Sends bytes by a link.
    void put(URI link, byte[] bytes) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(link).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    void delete(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(api.resolve(path)).DELETE());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(send(HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
