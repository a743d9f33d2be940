package dev.millrace.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.testing.servers.FlakyProxy;
import dev.millrace.testing.servers.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A storage that is away, refuses or breaks off gives a clear failure, or none at all when asking again helps.
class S3FaultsIT {
    private static final ObjectKey KEY = new ObjectKey("t/default/jobs/1/video.mp4");
    private static final int LARGE = 40 << 20;

    private static S3Server server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_wrong_secret_is_said_so_and_not_repeated() throws Exception {
        S3Config right = Bucket.on(server);
        S3Config wrong = Bucket.config(server, right.bucket(), server.endpoint(), "not-the-secret");

        try (var media = S3Media.connect(wrong)) {
            assertUnavailable(() -> media.store().put(KEY, file(3), MediaType.MP4), "refuses the keys");
            assertUnavailable(() -> media.store().size(KEY), "refuses the keys");
        }
    }

    @Test
    void a_bucket_that_does_not_exist_is_said_so() throws Exception {
        S3Config missing = Bucket.config(server, "missing", server.endpoint(), server.secretKey());

        try (var media = S3Media.connect(missing)) {
            assertUnavailable(() -> media.store().put(KEY, file(3), MediaType.MP4), "The bucket does not exist");
        }
    }

    @Test
    void a_server_that_is_away_is_a_passing_failure_and_comes_back() throws Exception {
        try (var network = FlakyProxy.to(server.port());
                var media = S3Media.connect(through(network))) {
            media.store().put(KEY, file(3), MediaType.MP4);

            network.refuse();
            assertUnavailable(() -> media.store().size(KEY), "does not answer");
            network.heal();

            assertThat(media.store().size(KEY)).contains(new ByteSize(3));
        }
    }

    @Test
    void a_download_that_breaks_off_goes_on_where_it_broke() throws Exception {
        Path film = file(LARGE);
        try (var network = FlakyProxy.to(server.port());
                var media = S3Media.connect(through(network))) {
            media.store().put(KEY, film, MediaType.MP4);

            try (InputStream in = media.store().read(KEY, ByteRange.ALL);
                    InputStream expected = Files.newInputStream(film)) {
                for (int megabyte = 0; megabyte < LARGE >> 20; megabyte++) {
                    if (megabyte % 10 == 5) {
                        network.cut();
                    }
                    assertThat(in.readNBytes(1 << 20)).isEqualTo(expected.readNBytes(1 << 20));
                }
                assertThat(in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void a_download_does_not_go_on_with_another_object_of_that_key() throws Exception {
        try (var network = FlakyProxy.to(server.port());
                var media = S3Media.connect(through(network))) {
            media.store().put(KEY, file(LARGE), MediaType.MP4);

            try (InputStream in = media.store().read(KEY, ByteRange.ALL)) {
                assertThat(in.readNBytes(10)).hasSize(10);
                media.store().put(KEY, file(LARGE - 1), MediaType.MP4);
                network.cut();

                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void a_storage_that_is_often_busy_and_cuts_downloads_off_costs_patience_alone() throws Exception {
        try (var busy = S3Server.start();
                var media = S3Media.connect(Bucket.on(busy))) {
            busy.misbehave(0.3, 0.3, 7);

            for (int i = 0; i < 20; i++) {
                var key = new ObjectKey("t/default/jobs/1/segment-" + i);
                Path segment = file(100_000 + i);
                media.store().put(key, segment, MediaType.MP4);
                try (InputStream in = media.store().read(key, ByteRange.ALL)) {
                    assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(segment));
                }
            }

            assertThat(busy.refused()).isPositive();
            assertThat(busy.cut()).isPositive();
        }
    }

    @Test
    void parts_that_a_dead_process_left_are_removed_and_nothing_else() throws Exception {
        try (var media = S3Media.connect(Bucket.on(server))) {
            var left = media.transfer().open(KEY, MediaType.MP4, UploadParts.of(new ByteSize(LARGE)));
            ObjectKey elsewhere = new ObjectKey("t/default/jobs/10/video.mp4");
            var other = media.transfer().open(elsewhere, MediaType.MP4, UploadParts.of(new ByteSize(3)));
            send(media.transfer(), left, file(LARGE));
            send(media.transfer(), other, file(3));
            media.store().put(KEY, file(3), MediaType.MP4);
            var prefix = new ObjectPrefix("t/default/jobs/1/");

            media.store().clearUnfinished(prefix, Instant.now().minus(Duration.ofHours(1)));
            assertThat(media.transfer().arrived(left)).isNotEmpty();
            media.store().clearUnfinished(prefix, Instant.MAX);

            assertThat(media.transfer().arrived(left)).isEmpty();
            assertThat(media.store().size(KEY)).contains(new ByteSize(3));
            assertThat(media.transfer().complete(other)).isInstanceOf(Joining.Whole.class);
        }
    }

    @Test
    void links_lead_to_the_address_that_clients_know() throws Exception {
        S3Config inside = Bucket.on(server);
        var config = new S3Config(
                inside.bucket(),
                inside.region(),
                inside.endpoint(),
                Optional.of(URI.create("https://media.example:8443")),
                inside.keys(),
                true,
                false);

        try (var media = S3Media.connect(config)) {
            URI link = media.transfer().download(KEY, Instant.now().plusSeconds(60));

            assertThat(link).hasScheme("https").hasHost("media.example").hasPort(8443);
            assertThat(link.getPath()).isEqualTo("/" + inside.bucket() + "/" + KEY);
            assertThat(link.toString()).doesNotContain(server.secretKey());
        }
    }

    /// The first part alone.
    private void send(DirectTransfer transfer, UploadTicket ticket, Path film) throws Exception {
        UploadPart first = ticket.parts().all().getFirst();
        URI link = transfer.sign(ticket, List.of(first), Instant.now().plusSeconds(60))
                .getFirst()
                .link();
        byte[] bytes = Arrays.copyOf(
                Files.readAllBytes(film), Math.toIntExact(first.size().bytes()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(link)
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private static S3Config through(FlakyProxy network) {
        S3Config direct = Bucket.on(server);
        return Bucket.config(
                server, direct.bucket(), URI.create("http://127.0.0.1:" + network.port()), server.secretKey());
    }

    private Path file(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(Files.createTempFile(folder, "film", ""), bytes);
    }

    private static void assertUnavailable(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MediaFailed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
            assertThat(failed.failure().sentence()).contains(words).doesNotContain("secret");
        });
    }
}
