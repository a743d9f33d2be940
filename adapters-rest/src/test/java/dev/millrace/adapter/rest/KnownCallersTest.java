package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A browser asks for pages of other sites too. What it asks for them changes nothing here and tells them nothing.
class KnownCallersTest {
    @TempDir
    static Path scratch;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(scratch, 0);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/health/live", "/metrics", "/nothing-here", "/jobs/1/play/master.m3u8"})
    void a_request_under_a_foreign_name_is_refused_whatever_it_asks_for(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"host_refused\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: localhost\r\nHost: evil.example\r\n"})
    void a_request_under_no_name_or_two_is_refused(String hosts) throws Exception {
        String answer = raw("GET /jobs HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("next_cursor");
    }

    @Test
    void a_request_to_localhost_is_answered() throws Exception {
        String answer = raw("GET /jobs HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /jobs",
        "POST, /jobs?dry_run=true",
        "POST, /jobs/{id}/cancel",
        "POST, /jobs/{id}/retry",
        "DELETE, /jobs/{id}",
        "POST, /uploads",
        "POST, /probe"
    })
    void a_foreign_page_changes_nothing(String method, String path) throws Exception {
        String id = api.submit();
        String body = method.equals("POST") ? "{\"input_key\": \"" + RunningApi.INPUT + "\"}" : "";

        for (String origin : new String[] {"https://evil.example", "null", "http://localhost:1"}) {
            Answer answer = api.send(
                    method,
                    path.replace("{id}", id),
                    body,
                    Map.of("Content-Type", "application/json", "Origin", origin));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("code").textValue()).isEqualTo("origin_refused");
        }
        assertThat(api.get("/jobs/" + id).json().get("status").textValue()).isEqualTo("queued");
    }

    @Test
    void a_foreign_page_is_given_nothing_it_could_read() throws Exception {
        Answer answer = api.send("GET", "/jobs", "", Map.of("Origin", "https://evil.example"));

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void our_own_page_may_do_what_a_client_may() throws Exception {
        String own = "http://" + api.api.uri().getAuthority();

        Answer answer = api.send(
                "POST",
                "/jobs",
                "{\"input_key\": \"" + RunningApi.INPUT + "\"}",
                Map.of("Content-Type", "application/json", "Origin", own));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void a_page_behind_a_proxy_may_too_whatever_name_the_proxy_asks() throws Exception {
        RestConfig config = RestConfig.onLoopback(0).publicUrl(URI.create("https://video.example.org"));
        try (var behind = new RunningApi(scratch, 0, config)) {
            Answer answer = behind.send(
                    "POST",
                    "/jobs",
                    "{\"input_key\": \"" + RunningApi.INPUT + "\"}",
                    Map.of("Content-Type", "application/json", "Origin", "https://video.example.org"));

            assertThat(answer.status()).isEqualTo(201);
        }
    }

    private static String raw(String request) throws Exception {
        try (Socket client = new Socket(api.api.uri().getHost(), api.api.uri().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
