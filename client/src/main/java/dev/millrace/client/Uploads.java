package dev.millrace.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Sends files, in parts and straight into storage.
public final class Uploads {
    /// A server that links to as many parts again has taken none of those before.
    private static final int MOST_ROUNDS = 5;

    private final Requests requests;

    Uploads(Requests requests) {
        this.requests = requests;
    }

    /// Sends a file.
    ///
    /// @return the upload, completed
    /// @throws UncheckedIOException when the file can't be read
    public Upload send(Path file) throws InterruptedException {
        return send(file, _ -> {}, _ -> {});
    }

    /// Sends a file, and says how it goes.
    ///
    /// @param begun is told of the upload before the first part is sent. Who keeps its id can [#resume] it
    /// @param sent is told how many bytes of the file are there, from any thread
    /// @return the upload, completed
    /// @throws UncheckedIOException when the file can't be read
    public Upload send(Path file, Consumer<Upload> begun, LongConsumer sent) throws InterruptedException {
        Upload upload = announce(file);
        begun.accept(upload);
        return finish(upload, file, sent);
    }

    private Upload announce(Path file) throws InterruptedException {
        Map<String, Object> body = Map.of("filename", String.valueOf(file.getFileName()), "size", size(file));
        return Requests.read(requests.send("POST", "/uploads", body, Map.of()), Upload.class);
    }

    /// Sends what is missing of an upload that broke off.
    ///
    /// @param file the same that it began with
    /// @return the upload, completed
    /// @throws IllegalArgumentException when the file has another size
    public Upload resume(UUID id, Path file) throws InterruptedException {
        return resume(id, file, _ -> {});
    }

    /// Sends what is missing of an upload that broke off, and says how it goes.
    ///
    /// @param file the same that it began with
    /// @param sent is told how many bytes of the file are there, from any thread
    /// @return the upload, completed
    /// @throws IllegalArgumentException when the file has another size
    public Upload resume(UUID id, Path file, LongConsumer sent) throws InterruptedException {
        Upload upload = get(id);
        if (upload.size() != size(file)) {
            throw new IllegalArgumentException(
                    file + " has " + size(file) + " bytes, and the upload was announced with " + upload.size());
        }
        return upload.completed() ? upload : finish(upload, file, sent);
    }

    /// How an upload stands, with links for what is missing.
    public Upload get(UUID id) throws InterruptedException {
        return Requests.read(requests.get("/uploads/" + id), Upload.class);
    }

    /// Gives an upload up, and removes its parts.
    public void cancel(UUID id) throws InterruptedException {
        requests.delete("/uploads/" + id);
    }

    /// Links come for 1000 parts at a time, so there are as many rounds as it takes; a link that ran out is made anew.
    private Upload finish(Upload upload, Path file, LongConsumer sent) throws InterruptedException {
        Upload left = upload;
        for (int rounds = 0; !left.parts().isEmpty() && rounds < MOST_ROUNDS; rounds++) {
            int before = left.parts().getFirst().number();
            new PartSender(requests, file, left, sent).send();
            left = get(upload.uploadId());
            if (!left.parts().isEmpty() && left.parts().getFirst().number() > before) {
                rounds = 0;
            }
        }
        return Requests.read(requests.post("/uploads/" + upload.uploadId() + "/complete"), Upload.class);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
