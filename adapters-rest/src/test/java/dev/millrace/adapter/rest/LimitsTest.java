package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client can take of a server without giving anything.
class LimitsTest {
    @TempDir
    Path scratch;

    @Test
    void headers_beyond_the_limit_are_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer answer = api.send("GET", "/jobs", "", Map.of("X-Long", "x".repeat(RestApi.LARGEST_HEADERS)));

            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.json().get("code").textValue()).isEqualTo("request_too_large");
        }
    }

    @Test
    void an_address_beyond_the_limit_is_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer answer = api.get("/jobs?cursor=" + "x".repeat(RestApi.LARGEST_LINE));

            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.json().get("code").textValue()).isEqualTo("request_too_large");
        }
    }

    /// Silence, half a head, and half a body.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /jobs HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            })
    void a_client_that_falls_silent_is_let_go(String sent) throws Exception {
        try (var api = new RunningApi(scratch, 0, RestConfig.onLoopback(0).idle(Duration.ofSeconds(1)));
                Socket client =
                        new Socket(api.api.uri().getHost(), api.api.uri().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));

            assertThat(readToTheEnd(client)).doesNotContain("HTTP/1.1 2");
        }
    }

    private static String readToTheEnd(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
