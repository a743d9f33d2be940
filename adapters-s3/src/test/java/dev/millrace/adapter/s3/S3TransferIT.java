package dev.millrace.adapter.s3;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaStore;
import dev.millrace.testkit.DirectTransferContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class S3TransferIT extends DirectTransferContract {
    private final S3Media media = S3Media.connect(Bucket.create());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        media.close();
        client.close();
    }

    @Override
    protected DirectTransfer transfer() {
        return media.transfer();
    }

    @Override
    protected MediaStore media() {
        return media.store();
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected boolean put(URI link, byte[] bytes) throws IOException, InterruptedException {
        return client.send(
                                HttpRequest.newBuilder(link)
                                        .PUT(BodyPublishers.ofByteArray(bytes))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    @Override
    protected Optional<byte[]> get(URI link) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }
}
