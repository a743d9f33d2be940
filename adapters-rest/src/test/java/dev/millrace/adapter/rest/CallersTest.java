package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that has a key asks for it.
class CallersTest {
    private static final String KEY = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final String NO_JOB = "0190a000-0000-7000-8000-000000000000";

    /// All that is answered without the key. A route that is added stays closed until it is added here, too.
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /page.js",
            "GET /page.css",
            "GET /hls.js",
            "GET /errors",
            "GET /docs",
            "GET /docs/{file}",
            "GET /openapi.yml",
            "GET /openapi.json",
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /jobs/{id}/play/{name}",
            "DELETE /session");

    @TempDir
    static Path scratch;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(scratch, 0, RestConfig.onLoopback(0).key(AccessKey.of(KEY)));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static List<String> closedRoutes() {
        return api.routes().stream().filter(route -> !OPEN.contains(route)).toList();
    }

    static Set<String> openRoutes() {
        return OPEN;
    }

    @Test
    void there_are_routes_of_both_kinds() {
        assertThat(api.routes()).containsAll(OPEN);
        assertThat(closedRoutes())
                .contains(
                        "GET /jobs", "POST /jobs", "DELETE /jobs/{id}", "GET /events", "POST /uploads", "GET /metrics")
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void without_the_key_it_is_refused(String route) throws Exception {
        Answer answer = send(route, Map.of());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"millrace\"");
        assertThat(answer.json().get("code").textValue()).isEqualTo("key_required");
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void with_a_wrong_key_it_is_refused(String route) throws Exception {
        Answer answer = send(route, Map.of("Authorization", "Bearer " + KEY.replace('A', 'B')));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(answer.json().get("code").textValue()).isEqualTo("key_refused");
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void with_the_key_it_is_answered(String route) throws Exception {
        int status = status(route, Map.of("Authorization", "Bearer " + KEY));

        assertThat(status).isNotEqualTo(401).isLessThan(500);
    }

    @ParameterizedTest
    @MethodSource("openRoutes")
    void what_is_open_asks_for_no_key(String route) throws Exception {
        assertThat(send(route, Map.of()).status()).isNotEqualTo(401).isLessThan(500);
    }

    @Test
    void the_head_of_an_answer_is_as_closed_as_the_answer() throws Exception {
        assertThat(send("HEAD /jobs", Map.of()).status()).isEqualTo(401);
        assertThat(send("HEAD /health", Map.of()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing-here",
                "/jobs/",
                "//jobs",
                "/health/../jobs",
                "/health/%2e%2e/jobs",
                "/jobs;/health",
                "/jobs/" + NO_JOB + "/play/../events",
                "/jobs/" + NO_JOB + "/play/a/b",
                "/errors/../metrics"
            })
    void no_way_of_writing_an_address_leads_past_the_key(String path) throws Exception {
        Answer answer = api.send("GET", path, "", Map.of());

        assertThat(answer.status()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                KEY,
                "Basic " + KEY,
                "Bearer " + KEY + ", Bearer " + KEY,
                "Bearer=" + KEY
            })
    void an_authorization_of_another_form_is_refused(String authorization) throws Exception {
        Answer answer = api.send("GET", "/jobs", "", Map.of("Authorization", authorization));

        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer " + KEY, "BEARER   " + KEY})
    void the_name_of_the_scheme_has_no_case(String authorization) throws Exception {
        assertThat(api.send("GET", "/jobs", "", Map.of("Authorization", authorization))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_key_in_the_address_is_none() throws Exception {
        assertThat(api.get("/jobs?access_token=" + URI.create(KEY)).status()).isEqualTo(401);
    }

    @Test
    void a_server_without_a_key_takes_any_for_none() throws Exception {
        try (var open = new RunningApi(scratch, 0)) {
            assertThat(open.get("/jobs").status()).isEqualTo(200);
            assertThat(open.send("GET", "/jobs", "", Map.of("Authorization", "Bearer " + KEY))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nothing_that_is_logged_or_answered_holds_a_key() throws Exception {
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger ours = Logger.getLogger("dev.millrace");
        Level usual = ours.getLevel();
        ours.addHandler(listener);
        ours.setLevel(Level.ALL);
        try {
            String wrong = KEY.replace('A', 'B');
            Answer refused = api.send("GET", "/jobs", "", Map.of("Authorization", "Bearer " + wrong));
            Answer failed = unanswered();

            assertThat(failed.status()).isEqualTo(503);
            assertThat(String.join("", said)).contains("/jobs was not answered");
            assertThat(String.join("", said)
                            + refused.text()
                            + refused.headers().map()
                            + failed.text())
                    .doesNotContain(KEY)
                    .doesNotContain(wrong);
        } finally {
            ours.removeHandler(listener);
            ours.setLevel(usual);
        }
    }

    private static Answer unanswered() throws Exception {
        api.outage.begin();
        try {
            return api.send("GET", "/jobs", "", Map.of("Authorization", "Bearer " + KEY));
        } finally {
            api.outage.end();
        }
    }

    private static Answer send(String route, Map<String, String> headers) throws Exception {
        String[] parts = path(route);
        return api.send(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "", with(headers));
    }

    private static int status(String route, Map<String, String> headers) throws Exception {
        String[] parts = path(route);
        return api.status(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "", with(headers));
    }

    private static String[] path(String route) {
        return route.replace("{id}", NO_JOB)
                .replace("{name}", "master.m3u8")
                .replaceAll("\\{[a-z]+}", NO_JOB)
                .split(" ", 2);
    }

    private static Map<String, String> with(Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }
}
