package dev.millrace.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that Amazon documents and no test server gives: a server that says what it is told to say.
class S3AnswersTest {
    private static final ObjectKey KEY = new ObjectKey("t/default/jobs/1/video.mp4");
    private static final int LARGE = 20 << 20;
    private static final String WENT_WRONG = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>""";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private S3Media media;
    private Answer joining = new Answer(200, "");
    private Answer looking = new Answer(404, "");

    @TempDir
    Path folder;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        media = S3Media.connect(new S3Config(
                "films",
                "us-east-1",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.empty(),
                Optional.of(new S3Config.Keys("access", "secret")),
                true,
                false));
    }

    @AfterEach
    void stop() {
        media.close();
        server.stop(0);
    }

    @Test
    void a_join_that_is_accepted_and_then_fails_is_tried_again_and_is_no_success() throws Exception {
        joining = new Answer(200, WENT_WRONG);

        assertThatThrownBy(() -> media.store().put(KEY, file(LARGE), MediaType.MP4))
                .isInstanceOfSatisfying(MediaFailed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
                    assertThat(failed.failure().sentence()).contains("InternalError");
                });

        assertThat(asked).filteredOn("join"::equals).hasSizeGreaterThan(1);
        assertThat(asked).endsWith("abort");
    }

    @Test
    void a_join_whose_answer_is_an_error_although_the_object_is_there_is_a_success() throws Exception {
        joining = new Answer(200, WENT_WRONG);
        looking = new Answer(200, "");

        assertThat(media.store().put(KEY, file(LARGE), MediaType.MP4).size()).isEqualTo(new ByteSize(LARGE));

        assertThat(asked).doesNotContain("abort");
    }

    @Test
    void a_server_that_asks_for_patience_gets_it() throws Exception {
        int refused = 3;
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(refused, 503)));
        server.removeContext("/");
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod());
            send(exchange, statuses.isEmpty() ? new Answer(200, "film") : new Answer(statuses.removeFirst(), ""));
        });

        try (InputStream in = media.store().read(KEY, ByteRange.ALL)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("film");
        }

        assertThat(asked).hasSize(refused + 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                boolean opening = query.startsWith("uploads");
                asked.add(opening ? "open" : "join");
                send(exchange, opening ? opened() : joining);
            }
            case "PUT" -> {
                asked.add("part");
                exchange.getResponseHeaders().add("ETag", "\"etag\"");
                send(exchange, new Answer(200, ""));
            }
            case "HEAD" -> {
                asked.add("look");
                exchange.getResponseHeaders().add("Content-Length", Integer.toString(LARGE));
                exchange.sendResponseHeaders(looking.status(), -1);
                exchange.close();
            }
            default -> {
                asked.add("abort");
                send(exchange, new Answer(204, ""));
            }
        }
    }

    private static Answer opened() {
        return new Answer(200, """
                <?xml version="1.0" encoding="UTF-8"?>
                <InitiateMultipartUploadResult><Bucket>films</Bucket><Key>k</Key><UploadId>one</UploadId>\
                </InitiateMultipartUploadResult>""");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Path file(int size) throws IOException {
        return Files.write(folder.resolve("film"), new byte[size]);
    }
}
