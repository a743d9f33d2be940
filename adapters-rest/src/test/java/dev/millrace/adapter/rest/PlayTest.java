package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.PlayPass;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.MemoryMediaStore;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What players are given, and how.
class PlayTest {
    private static final Profile STREAMS = new Profile(
            BuiltInProfiles.TEST.name(),
            BuiltInProfiles.TEST.cadence(),
            BuiltInProfiles.TEST.video(),
            BuiltInProfiles.TEST.audio(),
            List.of(new Delivery.Hls(), new Delivery.Dash()),
            List.of());

    private static final String HLS = "application/vnd.apple.mpegurl";
    private static final String DASH = "application/dash+xml";

    @TempDir
    Path scratch;

    @Test
    void a_finished_job_plays_by_the_links_of_its_document() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            JsonNode links = api.finished(submit(api)).get("links");

            Answer master = api.get(links.get("hls").textValue());
            Answer picture = api.get(beside(links.get("hls").textValue(), line(master, "180p.m3u8")));
            Answer dash = api.get(links.get("dash").textValue());

            assertManifest(master, HLS, "private, max-age=300");
            assertManifest(picture, HLS, "private, max-age=300");
            assertManifest(dash, DASH, "private, max-age=300");
            assertThat(master.text()).startsWith("#EXTM3U\n");
            assertThat(picture.text()).contains("memory:/objects").endsWith("#EXT-X-ENDLIST\n");
            assertThat(dash.text()).contains("type=\"static\"", "memory:/objects");
        }
    }

    @Test
    void manifests_are_kept_by_nobody_while_they_grow() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (var api = new RunningApi(scratch, 1)) {
            api.tools.next(WorkKind.ENCODE_CHUNK, gate::await);
            Answer master = api.get(link(api, submit(api), "hls"));

            assertManifest(master, HLS, "no-store");
            assertThat(master.text()).contains("180p.m3u8?token=");
            gate.countDown();
        }
    }

    @Test
    void a_job_links_only_to_what_is_delivered() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            JsonNode usual = api.get("/jobs/" + api.submit()).json().get("links");
            JsonNode asked = api.post(
                            "/jobs",
                            "{\"input_key\": \"" + RunningApi.INPUT
                                    + "\", \"profile\": \"test\", \"deliveries\": [\"dash\"]}")
                    .json()
                    .get("links");

            assertThat(usual.has("hls")).isTrue();
            assertThat(usual.has("dash")).isFalse();
            assertThat(asked.has("hls")).isFalse();
            assertThat(asked.has("dash")).isTrue();
            assertThat(api.get("/jobs").json().at("/jobs/0/links")).isEqualTo(asked);
        }
    }

    @Test
    void the_head_of_a_manifest_is_that_of_the_manifest() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = submit(api);
            api.finished(id);

            Answer head = api.send("HEAD", link(api, id, "dash"), "", Map.of());

            assertManifest(head, DASH, "private, max-age=300");
            assertThat(head.text()).isEmpty();
        }
    }

    @Test
    void a_client_that_takes_gzip_is_given_it_once() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = submit(api);
            api.finished(id);
            String link = link(api, id, "dash");

            HttpResponse<byte[]> packed = api.client.send(
                    HttpRequest.newBuilder(api.uri(link))
                            .header("Accept-Encoding", "br, gzip;q=0.5")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(packed.headers().allValues("Content-Encoding")).containsExactly("gzip");
            assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(api.get(link).text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "br", "gzip;q=0.000, *;q=0"})
    void a_client_that_does_not_take_gzip_is_not_given_it(String accepted) throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = submit(api);
            api.finished(id);

            Answer plain = api.send("GET", link(api, id, "dash"), "", Map.of("Accept-Encoding", accepted));

            assertThat(plain.header("Content-Encoding")).isEmpty();
            assertThat(plain.text()).startsWith("<?xml");
        }
    }

    @Test
    void a_token_that_is_missing_damaged_or_of_another_job_is_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String id = submit(api);
            String link = link(api, id, "hls");
            String others = link(api, submit(api), "hls");

            for (String wrong : List.of(
                    "/jobs/" + id + "/play/master.m3u8",
                    "/jobs/" + id + "/play/master.m3u8?token=",
                    link + "x",
                    link.substring(0, link.indexOf('?')) + others.substring(others.indexOf('?')))) {
                assertProblem(api.get(wrong), 403, "play_link_invalid");
            }
        }
    }

    @Test
    void a_token_that_ran_out_is_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String id = submit(api);
            String token = new PlayTokens(RunningApi.PLAY_KEY)
                    .write(new PlayPass(
                            TenantId.DEFAULT,
                            JobId.of(id),
                            Instant.ofEpochSecond(Clock.systemUTC().instant().getEpochSecond() - 1)));

            assertProblem(api.get("/jobs/" + id + "/play/master.m3u8?token=" + token), 403, "play_link_expired");
        }
    }

    @Test
    void what_a_job_never_has_is_not_found() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String id = submit(api);
            String token = link(api, id, "hls").replaceFirst(".*token=", "");

            for (String path : List.of(
                    id + "/play/master.mpd",
                    id + "/play/..%2fmaster.m3u8",
                    id + "/play/0.m4s",
                    "not-an-id/play/master.m3u8")) {
                assertProblem(api.get("/jobs/" + path + "?token=" + token), 404, "not_found");
            }
        }
    }

    @Test
    void what_comes_later_is_to_be_asked_for_again() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer answer = api.get(link(api, submit(api), "dash"));

            assertProblem(answer, 503, "not_playable_yet");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        }
    }

    @Test
    void what_will_not_come_any_more_is_gone() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String id = submit(api);
            api.post("/jobs/" + id + "/cancel", "");

            assertProblem(api.get(link(api, id, "hls")), 410, "nothing_to_play");
            assertProblem(api.get(link(api, id, "dash")), 410, "nothing_to_play");
        }
    }

    @Test
    void no_log_has_a_token() throws Exception {
        DirectTransfer broken = (DirectTransfer) Proxy.newProxyInstance(
                PlayTest.class.getClassLoader(), new Class<?>[] {DirectTransfer.class}, (_, _, _) -> {
                    throw new IllegalStateException("broken");
                });
        try (var logged = new Logged();
                var api = new RunningApi(scratch, 1, new MemoryMediaStore(), broken)) {
            String id = api.submit();
            api.finished(id);
            String link = link(api, id, "hls");
            String token = link.replaceFirst(".*token=", "");

            assertProblem(api.get(link.replace("master", "180p")), 500, "internal_error");
            api.get(link + "x");

            assertThat(logged.lines).anyMatch(line -> line.contains("/play/180p.m3u8"));
            assertThat(logged.lines).noneMatch(line -> line.contains(token));
        }
    }

    /// Everything that is logged.
    private static final class Logged extends Handler implements AutoCloseable {
        private static final Logger ROOT = Logger.getLogger("");

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Logged() {
            ROOT.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            ROOT.removeHandler(this);
        }
    }

    private static String submit(RunningApi api) {
        return api.engine.submit(NewJob.of(RunningApi.INPUT).profile(STREAMS)).toString();
    }

    private static String link(RunningApi api, String id, String name) throws Exception {
        return api.get("/jobs/" + id).json().at("/links/" + name).textValue();
    }

    private static String line(Answer manifest, String beginning) {
        return manifest.text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static String beside(String link, String name) {
        return link.substring(0, link.lastIndexOf('/') + 1) + name;
    }

    private static void assertManifest(Answer answer, String type, String kept) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly(kept);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("code").textValue()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    }
}
