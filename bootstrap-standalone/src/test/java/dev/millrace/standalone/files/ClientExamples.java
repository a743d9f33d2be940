package dev.millrace.standalone.files;

import dev.millrace.client.Job;
import dev.millrace.client.Millrace;
import dev.millrace.client.NewJob;
import dev.millrace.client.Upload;
import dev.millrace.client.WebhookVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/// The snippets of `docs/client.md`, as they stand there.
final class ClientExamples {
    private ClientExamples() {}

    static URI play(URI server, String key, Path film) throws InterruptedException {
        try (var millrace = Millrace.at(server).key(key)) {
            Upload upload = millrace.uploads().send(film);
            Job job = millrace.jobs().submit(NewJob.ofUpload(upload.uploadId()).profile("test"));
            Job over = millrace.jobs().watch(job.id(), now -> System.out.println(now.status() + " " + now.progress()));
            if (over.error() != null) {
                throw new IllegalStateException(over.error().message());
            }
            return server.resolve(over.links().hls());
        }
    }

    static Upload resume(Millrace millrace, UUID rememberedId, Path film) throws InterruptedException {
        UUID id = rememberedId;
        Upload whole = millrace.uploads().resume(id, film, bytes -> System.out.println(bytes + " bytes are there"));
        return whole;
    }

    static void receive(String secret, Map<String, String> headers, byte[] body) {
        switch (WebhookVerifier.of(secret).verify(headers::get, body)) {
            case WebhookVerifier.Verdict.Genuine genuine ->
                System.out.println(genuine.message().type());
            case WebhookVerifier.Verdict.Refused refused -> throw new SecurityException(refused.why());
        }
    }
}
