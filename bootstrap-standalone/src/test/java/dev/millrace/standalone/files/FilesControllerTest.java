package dev.millrace.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesControllerTest {
    private static final ObjectKey SEGMENT = new ObjectKey("t/default/jobs/1/chunk-0000/e1/720p/0.m4s");
    private static final ObjectKey FILM = new ObjectKey("t/default/uploads/1/film.mp4");
    private static final int PART = (int) UploadParts.SMALLEST_PART.bytes();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path root;
    private FileMediaStore store;
    private SignedFiles files;
    private FilesServer server;

    @BeforeEach
    void start() throws IOException {
        root = temporary.resolve("media");
        store = FileMediaStore.at(root);
        files = SignedFiles.over(store, () -> server.base(), temporary.resolve("links.key"));
        server = FilesServer.start(files);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void an_object_is_sent_with_all_that_players_and_caches_want_to_know() throws Exception {
        put(SEGMENT, "0123456789");
        Files.setLastModifiedTime(root.resolve(SEGMENT.value()), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        HttpResponse<String> response = get(SEGMENT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("0123456789");
        assertThat(header(response, "Content-Type")).isEqualTo("video/iso.segment");
        assertThat(header(response, "Content-Length")).isEqualTo("10");
        assertThat(header(response, "Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(header(response, "ETag")).matches("\"a-[0-9a-f]+\"");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(response, "Access-Control-Expose-Headers")).contains("ETag", "Content-Range");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=3-5, 345, bytes 3-5/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=5-1000, 56789, bytes 5-9/10"
    })
    void a_range_is_sent_alone(String range, String sent, String contentRange) throws Exception {
        put(SEGMENT, "0123456789");

        HttpResponse<String> response = get(SEGMENT, "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(sent);
        assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(sent.length()));
        assertThat(header(response, "Content-Type")).isEqualTo("video/iso.segment");
    }

    @Test
    void a_range_behind_the_end_is_answered_with_the_size() throws Exception {
        put(SEGMENT, "0123456789");

        HttpResponse<String> response = get(SEGMENT, "Range", "bytes=10-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void a_range_of_other_bytes_is_answered_with_the_whole() throws Exception {
        put(SEGMENT, "0123456789");
        String etag = header(get(SEGMENT), "ETag");
        String date = header(get(SEGMENT), "Last-Modified");

        assertThat(get(SEGMENT, "Range", "bytes=3-5", "If-Range", etag).body()).isEqualTo("345");
        assertThat(get(SEGMENT, "Range", "bytes=3-5", "If-Range", date).body()).isEqualTo("345");
        assertThat(get(SEGMENT, "Range", "bytes=3-5", "If-Range", "\"other\"").body())
                .isEqualTo("0123456789");
        assertThat(get(SEGMENT, "Range", "bytes=3-5", "If-Range", "Thu, 01 Jan 1970 00:00:00 GMT")
                        .body())
                .isEqualTo("0123456789");
    }

    @Test
    void who_has_the_bytes_already_is_told_so() throws Exception {
        put(SEGMENT, "0123456789");
        HttpResponse<String> first = get(SEGMENT);

        HttpResponse<String> again = get(SEGMENT, "If-None-Match", "\"x\", " + header(first, "ETag"));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
        assertThat(get(SEGMENT, "If-Modified-Since", header(first, "Last-Modified"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(get(SEGMENT, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(get(SEGMENT, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void head_says_what_get_would_send() throws Exception {
        put(SEGMENT, "0123456789");

        HttpResponse<String> response = send("HEAD", link(SEGMENT), BodyPublishers.noBody());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        for (String name : List.of("Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control")) {
            assertThat(header(response, name)).isEqualTo(header(get(SEGMENT), name));
        }
    }

    @Test
    void an_empty_object_is_sent_too() throws Exception {
        put(SEGMENT, "");

        assertThat(get(SEGMENT).statusCode()).isEqualTo(200);
        assertThat(get(SEGMENT).body()).isEmpty();
    }

    @Test
    void odd_names_come_through() throws Exception {
        ObjectKey odd = new ObjectKey("a b+c/100 %d/ä&é=映画?#.mp4");
        put(odd, "x");

        assertThat(get(odd).body()).isEqualTo("x");
        assertThat(header(get(odd), "Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void a_link_that_was_changed_is_refused() throws Exception {
        put(SEGMENT, "0123456789");
        String link = link(SEGMENT).toString();

        assertThat(status("GET", link.replace("0.m4s", "1.m4s"))).isEqualTo(403);
        assertThat(status("GET", link.replaceFirst("\\?.*", ""))).isEqualTo(403);
        assertThat(status("GET", link.replace("/t/default/", "/t/other/../default/")))
                .isEqualTo(403);
        assertThat(status("PUT", link)).isEqualTo(403);
        assertThat(status(
                        "GET",
                        files.download(SEGMENT, Instant.now().minusSeconds(1)).toString()))
                .isEqualTo(403);
    }

    @Test
    void a_link_to_nothing_is_not_found() throws Exception {
        assertThat(get(SEGMENT).statusCode()).isEqualTo(404);
        assertThat(send("HEAD", link(SEGMENT), BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_upload_goes_through_part_by_part() throws Exception {
        byte[] film = film(2 * PART + 1);
        UploadTicket ticket = open(film.length);

        for (int number = 1; number <= 3; number++) {
            assertThat(send("PUT", link(ticket, number), BodyPublishers.ofByteArray(part(film, number)))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(files.complete(ticket)).isEqualTo(new Joining.Whole());
        HttpResponse<byte[]> response =
                client.send(HttpRequest.newBuilder(link(FILM)).build(), BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(film);
    }

    @Test
    void a_part_without_a_length_is_taken_if_it_has_the_right_one() throws Exception {
        UploadTicket ticket = open(PART);

        assertThat(send("PUT", link(ticket, 1), unannounced(PART - 1)).statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", link(ticket, 1), unannounced(PART + 1)).statusCode())
                .isEqualTo(413);
        assertThat(files.arrived(ticket)).isEmpty();
        assertThat(send("PUT", link(ticket, 1), unannounced(PART)).statusCode()).isEqualTo(200);
        assertThat(files.arrived(ticket)).hasSize(1);
    }

    @Test
    void a_part_of_another_length_is_refused() throws Exception {
        UploadTicket ticket = open(15);

        assertThat(send("PUT", link(ticket, 1), BodyPublishers.ofByteArray(new byte[14]))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", link(ticket, 1), BodyPublishers.noBody()).statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", link(ticket, 1), BodyPublishers.ofByteArray(new byte[16]))
                        .statusCode())
                .isEqualTo(413);
        assertThat(files.arrived(ticket)).isEmpty();
    }

    @Test
    void a_part_that_comes_too_late_is_refused() throws Exception {
        UploadTicket ticket = open(15);
        files.abort(ticket);

        assertThat(send("PUT", link(ticket, 1), BodyPublishers.ofByteArray(new byte[15]))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_part_is_written_while_it_comes_and_removed_when_it_breaks_off() throws Exception {
        UploadTicket ticket = open(PART);
        URI link = link(ticket, 1);

        try (Socket socket = new Socket("localhost", link.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("PUT %s?%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                    .formatted(link.getRawPath(), link.getRawQuery(), PART)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[PART / 2]);
            out.flush();
            await(() -> arriving() == PART / 2);
        }

        await(() -> arriving() < 0);
        assertThat(files.arrived(ticket)).isEmpty();
    }

    /// Bytes of the one part that is on its way; -1 when none is.
    private long arriving() {
        try (Stream<Path> incoming = Files.list(root.resolve(".millrace/incoming"))) {
            Path file = incoming.findFirst().orElse(null);
            return file == null ? -1 : Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private static void await(BooleanSupplier event) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!event.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private void put(ObjectKey key, String content) throws Exception {
        store.put(key, Files.writeString(Files.createTempFile(temporary, "put", ""), content), MediaType.MP4);
    }

    private UploadTicket open(int size) throws Exception {
        return files.open(FILM, MediaType.MP4, new UploadParts(new ByteSize(size), UploadParts.SMALLEST_PART));
    }

    private URI link(ObjectKey key) {
        return files.download(key, Instant.now().plusSeconds(60));
    }

    private URI link(UploadTicket ticket, int number) {
        return files.sign(
                        ticket,
                        List.of(ticket.parts().part(number)),
                        Instant.now().plusSeconds(60))
                .getFirst()
                .link();
    }

    private HttpResponse<String> get(ObjectKey key, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link(key));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, URI link, BodyPublisher body) throws Exception {
        return client.send(HttpRequest.newBuilder(link).method(method, body).build(), BodyHandlers.ofString());
    }

    private int status(String method, String link) throws Exception {
        return send(method, URI.create(link), BodyPublishers.noBody()).statusCode();
    }

    /// Sent in chunks, as programs do that don't know how much there will be.
    private static BodyPublisher unannounced(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private static byte[] part(byte[] film, int number) {
        return Arrays.copyOfRange(film, (number - 1) * PART, Math.min(number * PART, film.length));
    }

    private static byte[] film(int size) {
        byte[] film = new byte[size];
        new Random(1).nextBytes(film);
        return film;
    }
}
