package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The four endpoints that came first, as their clients call them.
class OriginalContractTest {
    @TempDir
    Path scratch;

    @Test
    void health_says_up_while_everything_answers() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            var answer = api.get("/health");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            assertThat(answer.json().get("status").textValue()).isIn("up", "degraded");
            assertThat(answer.json().get("components").has("database")).isTrue();
        }
    }

    @Test
    void a_job_is_submitted_with_an_input_key_alone() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            var answer = api.post("/jobs", "{\"input_key\": \"uploads/test/video.mp4\"}");

            assertThat(answer.status()).isEqualTo(201);
            var job = answer.json();
            assertThat(answer.header("Location"))
                    .isEqualTo("/jobs/" + job.get("id").textValue());
            assertThat(job.get("status").textValue()).isEqualTo("queued");
            assertThat(job.get("input_key").textValue()).isEqualTo("uploads/test/video.mp4");
            assertThat(job.get("profile").textValue()).isEqualTo("web");
        }
    }

    @Test
    void jobs_are_listed_newest_first() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String first = api.submit();
            String second = api.submit();

            var answer = api.get("/jobs");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("jobs"))
                    .extracting(job -> job.get("id").textValue())
                    .containsExactly(second, first);
        }
    }

    @Test
    void a_job_is_shown_until_it_is_completed() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();

            var job = api.finished(id);

            assertThat(job.get("status").textValue()).isEqualTo("completed");
            assertThat(job.get("progress").doubleValue()).isEqualTo(1);
            assertThat(job.get("renditions")).isNotEmpty();
        }
    }
}
