package dev.millrace.testing.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// An upload that a job may begin on, sent part by part as a test says.
final class SlowUpload implements AutoCloseable {
    private final Client client;
    private final JsonNode opened;
    private final InputStream film;
    private int sent;

    private SlowUpload(Client client, JsonNode opened, InputStream film) {
        this.client = client;
        this.opened = opened;
        this.film = film;
    }

    static SlowUpload of(Client client, Path film) throws IOException, InterruptedException {
        JsonNode opened = client.post(
                "/uploads",
                "{\"filename\": \"%s\", \"size\": %d, \"start_while_uploading\": true}"
                        .formatted(film.getFileName(), Files.size(film)));
        return new SlowUpload(client, opened, Files.newInputStream(film));
    }

    String id() {
        return opened.get("upload_id").textValue();
    }

    /// Creates a job on it, however much of it is there, and answers the job's id.
    String submit() throws IOException, InterruptedException {
        return client.create(
                "{\"upload_id\": \"%s\", \"start_while_uploading\": true, \"profile\": \"test\"}".formatted(id()));
    }

    int parts() {
        return opened.get("parts").size();
    }

    boolean hasMore() {
        return sent < parts();
    }

    boolean hasMoreThanOne() {
        return sent < parts() - 1;
    }

    void sendNext() throws IOException, InterruptedException {
        byte[] part = film.readNBytes(opened.get("part_size").intValue());
        client.put(URI.create(opened.at("/parts/" + sent + "/url").textValue()), part);
        sent++;
    }

    void complete() throws IOException, InterruptedException {
        client.post("/uploads/" + id() + "/complete", "");
    }

    void cancel() throws IOException, InterruptedException {
        client.delete("/uploads/" + id());
    }

    @Override
    public void close() throws IOException {
        film.close();
    }
}
