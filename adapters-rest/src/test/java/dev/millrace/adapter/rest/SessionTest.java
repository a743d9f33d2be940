package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.testkit.AdjustableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final String APP = "https://app.example.org";
    private static final String JOB = "{\"input_key\": \"" + RunningApi.INPUT + "\"}";

    @TempDir
    Path scratch;

    private final AdjustableClock clock = new AdjustableClock();
    private RunningApi api;

    @BeforeEach
    void start() {
        RestConfig usual = RestConfig.onLoopback(0);
        api = new RunningApi(
                scratch,
                0,
                new RestConfig(
                        usual.host(),
                        0,
                        usual.linkLife(),
                        usual.probeWait(),
                        usual.idle(),
                        Optional.of(URI.create("https://video.example.org")),
                        Optional.of(AccessKey.of(FIRST)),
                        Set.of(APP),
                        RestLimits.STANDARD,
                        false,
                        clock));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_key_becomes_a_cookie_that_no_script_reads_and_no_other_site_sends() throws Exception {
        Answer begun = begin(FIRST);

        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.json().get("tenant").textValue()).isEqualTo("default");
        assertThat(begun.header("Set-Cookie"))
                .contains("millrace_session=first.")
                .contains("Path=/")
                .containsIgnoringCase("HttpOnly")
                .contains("Secure")
                .contains("SameSite=Strict")
                .contains("Max-Age=43200")
                .doesNotContain(FIRST);
    }

    @Test
    void the_cookie_stands_for_the_key() throws Exception {
        JsonNode key = key("acme", "jobs:read");
        String cookie = cookie(key.get("key").textValue());

        Answer known = by(cookie, "GET", "/session", "", Map.of());
        Answer refused = by(cookie, "POST", "/jobs", JOB, Map.of("Origin", own()));

        assertThat(known.json().get("tenant").textValue()).isEqualTo("acme");
        assertThat(known.json().get("scopes")).extracting(JsonNode::textValue).containsExactly("jobs:read");
        assertThat(by(cookie, "GET", "/jobs", "", Map.of()).status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("code").textValue()).isEqualTo("scope_missing");
    }

    @Test
    void a_session_ends_with_its_key() throws Exception {
        JsonNode key = key("acme", "admin");
        String cookie = cookie(key.get("key").textValue());
        assertThat(by(cookie, "GET", "/jobs", "", Map.of()).status()).isEqualTo(200);

        String deletion = "/keys/" + key.get("id").textValue() + "?tenant=acme";
        api.send("DELETE", deletion, "", Map.of("Authorization", "Bearer " + FIRST));

        Answer over = by(cookie, "GET", "/jobs", "", Map.of());
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.json().get("code").textValue()).isEqualTo("key_required");
    }

    @Test
    void a_session_runs_out() throws Exception {
        String cookie = cookie(FIRST);
        clock.advance(Sessions.LIFE.minusSeconds(1));
        assertThat(by(cookie, "GET", "/jobs", "", Map.of()).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));

        assertThat(by(cookie, "GET", "/jobs", "", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void ending_a_session_takes_the_cookie_away_also_when_it_has_run_out() throws Exception {
        Answer ended = api.send("DELETE", "/session", "", Map.of("Origin", own()));

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).contains("millrace_session=;").contains("Max-Age=0");
    }

    @Test
    void a_cookie_that_was_changed_is_none() throws Exception {
        String cookie = cookie(FIRST);
        String other = key("acme", "jobs:read").get("id").textValue();

        for (String forged : new String[] {
            cookie.replaceFirst("\\.[0-9]", ".9"),
            cookie.replace("first", other),
            cookie.substring(0, cookie.length() - 1) + (cookie.endsWith("0") ? "1" : "0"),
            cookie.substring(0, cookie.lastIndexOf('.')),
            ""
        }) {
            assertThat(by(forged, "GET", "/jobs", "", Map.of()).status())
                    .as(forged)
                    .isEqualTo(401);
        }
    }

    @Test
    void another_first_key_ends_all_sessions() throws Exception {
        String cookie = cookie(FIRST);
        RestConfig other = RestConfig.onLoopback(0).key(AccessKey.of(FIRST.replace('A', 'B')));

        try (var later = new RunningApi(scratch, 0, other)) {
            assertThat(later.send("GET", "/jobs", "", Map.of("Cookie", "millrace_session=" + cookie))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_change_by_cookie_alone_must_come_from_a_page_that_is_known() throws Exception {
        String cookie = cookie(FIRST);

        Answer nobody = by(cookie, "POST", "/jobs", JOB, Map.of());
        Answer foreign = by(cookie, "POST", "/jobs", JOB, Map.of("Origin", "https://evil.example"));

        assertThat(nobody.status()).isEqualTo(403);
        assertThat(nobody.json().get("code").textValue()).isEqualTo("origin_refused");
        assertThat(foreign.json().get("code").textValue()).isEqualTo("origin_refused");
        assertThat(by(cookie, "GET", "/jobs", "", Map.of()).json().get("jobs")).isEmpty();
        assertThat(by(cookie, "POST", "/jobs", JOB, Map.of("Origin", own())).status())
                .isEqualTo(201);
        assertThat(by(cookie, "POST", "/jobs", JOB, Map.of("Origin", APP)).status())
                .isEqualTo(201);
    }

    @Test
    void a_wrong_key_is_refused_though_the_cookie_is_good() throws Exception {
        Map<String, String> both = new HashMap<>(Map.of("Authorization", "Bearer wrong"));

        assertThat(by(cookie(FIRST), "GET", "/jobs", "", both).status()).isEqualTo(401);
    }

    @Test
    void a_server_that_asks_for_no_key_sets_no_cookie() throws Exception {
        try (var open = new RunningApi(scratch, 0)) {
            Answer begun = open.send("POST", "/session", "", Map.of());

            assertThat(begun.status()).isEqualTo(200);
            assertThat(begun.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void a_configured_origin_may_ask_and_read() throws Exception {
        Answer first = api.send("OPTIONS", "/jobs", "", Map.of("Origin", APP, "Access-Control-Request-Method", "POST"));
        Answer refused = api.send("GET", "/jobs", "", Map.of("Origin", APP));

        assertThat(first.status()).isEqualTo(204);
        assertThat(first.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(first.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(first.header("Access-Control-Allow-Methods")).contains("DELETE");
        assertThat(first.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(first.header("Vary")).contains("Origin");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(APP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "https://app.example.org.evil.example", "http://app.example.org"
            })
    void other_origins_are_told_nothing(String origin) throws Exception {
        Answer first =
                api.send("OPTIONS", "/jobs", "", Map.of("Origin", origin, "Access-Control-Request-Method", "POST"));
        Answer second = api.send("GET", "/jobs", "", Map.of("Origin", origin));

        assertThat(first.status()).isGreaterThanOrEqualTo(400);
        assertThat(first.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(second.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(second.header("Vary")).contains("Origin");
    }

    @Test
    void every_answer_tells_browsers_to_be_careful() throws Exception {
        for (String path : new String[] {"/jobs", "/nothing", "/health", "/", "/errors"}) {
            Answer answer = api.get(path);

            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'");
        }
    }

    private String own() {
        return "http://" + api.uri("/").getAuthority();
    }

    private Answer begin(String key) throws Exception {
        return api.send("POST", "/session", "", Map.of("Authorization", "Bearer " + key));
    }

    private String cookie(String key) throws Exception {
        return begin(key).header("Set-Cookie").replaceFirst("^millrace_session=([^;]*);.*$", "$1");
    }

    private Answer by(String cookie, String method, String path, String body, Map<String, String> more)
            throws Exception {
        var headers = new HashMap<>(more);
        headers.put("Cookie", "millrace_session=" + cookie);
        headers.put("Content-Type", "application/json");
        return api.send(method, path, body, headers);
    }

    private JsonNode key(String tenant, String scope) throws Exception {
        return api.send(
                        "POST",
                        "/keys",
                        """
                        {"name": "for tests", "tenant": "%s", "scopes": ["%s"]}""".formatted(tenant, scope),
                        Map.of("Authorization", "Bearer " + FIRST, "Content-Type", "application/json"))
                .json();
    }
}
