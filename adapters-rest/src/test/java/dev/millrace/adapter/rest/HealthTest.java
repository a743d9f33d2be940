package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    Path scratch;

    @Test
    void health_is_degraded_without_a_worker_and_still_served() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer all = api.get("/health");

            assertThat(all.status()).isEqualTo(200);
            assertThat(all.json().get("status").textValue()).isEqualTo("degraded");
            assertThat(api.get("/health/ready").json().get("status").textValue())
                    .isEqualTo("up");
            assertThat(api.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void parts_that_the_process_added_are_told_with_their_detail() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            Answer all = api.get("/health");

            assertThat(all.json().at("/components/ffmpeg/status").textValue()).isEqualTo("up");
            assertThat(all.json().at("/components/ffmpeg/detail").textValue()).isEqualTo("8.0, in a sandbox");
        }
    }

    @Test
    void while_the_database_is_away_the_process_lives_and_says_so_everywhere() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            api.outage.begin();

            Answer all = api.get("/health");
            assertThat(all.status()).isEqualTo(503);
            assertThat(all.json().get("status").textValue()).isEqualTo("down");
            assertThat(all.json().at("/components/storage/status").textValue()).isEqualTo("up");
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            assertThat(api.get("/metrics").text())
                    .contains("millrace_database_up 0\n")
                    .doesNotContain("millrace_queue_depth");
        }
    }

    @Test
    void a_request_that_the_database_did_not_answer_may_be_sent_again() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String body = "{\"input_key\": \"" + RunningApi.INPUT + "\"}";
            api.outage.begin();
            Answer refused = api.send("POST", "/jobs", body, Map.of("Content-Type", "application/json"));
            api.outage.end();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("code").textValue()).isEqualTo("database_unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(api.post("/jobs", body).status()).isEqualTo(201);
        }
    }
}
