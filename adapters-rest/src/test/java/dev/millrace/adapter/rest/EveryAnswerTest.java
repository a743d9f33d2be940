package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer has, and what the log says of every request: for each route there is.
class EveryAnswerTest {
    private static final String FIRST = "mlr_hush.these~tests+alone/0123456789-ABCDEF==";
    private static final String QUERY = "?token=hush&signature=hush&X-Amz-Signature=hush";
    private static final String NO_ID = "0190a000-0000-7000-8000-000000000000";

    @TempDir
    static Path scratch;

    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());
    private static final Logger OURS = Logger.getLogger("dev.millrace");
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord said) {
            LOG.add(said.getLoggerName() + " " + new SimpleFormatter().format(said));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static Level usual;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        usual = OURS.getLevel();
        OURS.addHandler(LISTENER);
        OURS.setLevel(Level.ALL);
        api = new RunningApi(
                scratch,
                0,
                RestConfig.onLoopback(0)
                        .key(AccessKey.of(FIRST))
                        .accessLog(true)
                        .probeWait(java.time.Duration.ZERO));
    }

    @AfterAll
    static void stop() {
        api.close();
        OURS.removeHandler(LISTENER);
        OURS.setLevel(usual);
    }

    @BeforeEach
    void forget() {
        LOG.clear();
    }

    static List<String> routes() {
        return api.routes();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void tells_browsers_to_be_careful(String route) throws Exception {
        for (Map<String, String> headers : List.of(known(), Map.<String, String>of())) {
            HttpResponse<InputStream> answer = ask(route, "", headers);
            requireCareful(answer.headers());
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void is_told_in_the_log_without_what_must_not_be_there(String route) throws Exception {
        ask(route, QUERY, known());

        String line = accessLine();
        assertThat(line).contains(route.split(" ", 2)[0] + " /").matches("(?s).* [1-5][0-9]{2} [0-9]+ ms tenant=.*");
        assertThat(String.join("", LOG)).doesNotContain("hush").doesNotContain(FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs/mlr_hush_hush",
                "/hush",
                "/jobs/hush/none/such",
                "//hush/jobs",
                "/%2e%2e/hush",
                "/jobs%0d%0ahush"
            })
    void is_told_without_what_was_pasted_into_the_address(String path) throws Exception {
        ask("GET " + path, "", known());

        assertThat(String.join("", LOG)).doesNotContain("hush").contains("GET ");
        assertThat(accessLine().strip().lines()).hasSize(1);
    }

    @Test
    void who_asked_is_told_by_the_id_of_the_key() throws Exception {
        var made = api.send(
                        "POST",
                        "/keys",
                        "{\"name\": \"a\", \"scopes\": [\"jobs:read\"], \"tenant\": \"acme\"}",
                        Map.of("Authorization", "Bearer " + FIRST, "Content-Type", "application/json"))
                .json();
        LOG.clear();

        api.send(
                "GET",
                "/jobs",
                "",
                Map.of("Authorization", "Bearer " + made.get("key").textValue()));

        assertThat(accessLine())
                .contains("GET /jobs 200 ", "tenant=acme key=" + made.get("id").textValue());
    }

    @Test
    void is_careful_also_where_the_request_could_not_be_read() throws Exception {
        Answer headers = api.send("GET", "/jobs", "", Map.of("X-Long", "x".repeat(RestApi.LARGEST_HEADERS)));
        Answer body = api.send(
                "POST",
                "/jobs",
                "x".repeat(RestApi.LARGEST_BODY + 1),
                Map.of("Authorization", "Bearer " + FIRST, "Content-Type", "application/json"));
        Answer method = api.send("TRACE", "/jobs", "", known());
        Answer unknown = api.send("GET", "/none/such", "", known());

        assertThat(List.of(headers.status(), body.status(), method.status(), unknown.status()))
                .containsExactly(413, 413, 405, 404);
        for (Answer answer : List.of(headers, body, method, unknown)) {
            requireCareful(answer.headers());
        }
    }

    @Test
    void says_nothing_of_what_the_server_is() throws Exception {
        try (Socket client = new Socket(api.api.uri().getHost(), api.api.uri().getPort())) {
            client.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("\r\nserver:");
        }
    }

    private static void requireCareful(java.net.http.HttpHeaders headers) {
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(headers.allValues("Cache-Control")).hasSize(1);
    }

    private static String accessLine() throws InterruptedException {
        RunningApi.eventually(() -> LOG.stream().toList().stream().anyMatch(EveryAnswerTest::isAccess));
        return LOG.stream().toList().stream()
                .filter(EveryAnswerTest::isAccess)
                .reduce((first, second) -> {
                    throw new AssertionError("one line, not " + LOG);
                })
                .orElseThrow();
    }

    private static boolean isAccess(String line) {
        return line.startsWith(AccessLog.NAME + " ");
    }

    private static HttpResponse<InputStream> ask(String route, String query, Map<String, String> headers)
            throws Exception {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replace("{id}", NO_ID).replaceAll("\\{[a-z]+}", "other");
        return api.ask(parts[0], path + query, parts[0].equals("GET") ? "" : "{\"secret\": \"hush\"}", headers);
    }

    private static Map<String, String> known() {
        return Map.of(
                "Authorization", "Bearer " + FIRST,
                "Content-Type", "application/json",
                "Cookie", "millrace=hush");
    }
}
