package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.work.WorkKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final String BODY = "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"test\"}";

    @TempDir
    Path scratch;

    @Test
    void the_same_key_and_request_give_the_same_job() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer first = once(api, "k", BODY);

            Answer again = once(api, "k", "{\"profile\":\"test\",  \"input_key\":\"uploads/test/video.mp4\"}");

            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
            assertThat(api.get("/jobs").json().get("jobs")).hasSize(1);
        }
    }

    @Test
    void the_same_key_with_another_request_is_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            once(api, "k", BODY);

            Answer other = once(api, "k", "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"mp4\"}");

            assertThat(other.status()).isEqualTo(422);
            assertThat(other.json().get("code").textValue()).isEqualTo("idempotency_key_reused");
        }
    }

    @Test
    void a_key_that_is_too_long_is_refused() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            assertThat(once(api, "k".repeat(256), BODY).status()).isEqualTo(400);
        }
    }

    @Test
    void pages_follow_each_other_by_their_link_without_gap_or_repetition() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            for (int job = 0; job < 5; job++) {
                api.submit();
            }

            List<String> seen = new ArrayList<>();
            String path = "/jobs?limit=2&status=queued";
            while (!path.isEmpty()) {
                Answer page = api.get(path);
                page.json().get("jobs").forEach(job -> seen.add(job.get("id").textValue()));
                assertThat(page.header("Link").isEmpty())
                        .isEqualTo(page.json().get("next_cursor").isNull());
                path = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            }

            assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        }
    }

    @Test
    void jobs_are_listed_by_status() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String canceled = api.submit();
            api.submit();
            api.post("/jobs/" + canceled + "/cancel", "");

            JsonNode jobs = api.get("/jobs?status=canceled").json().get("jobs");

            assertThat(jobs).extracting(job -> job.get("id").textValue()).containsExactly(canceled);
        }
    }

    @Test
    void a_job_goes_through_cancel_and_retry_and_delete() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String path = "/jobs/" + api.submit();

            assertThat(api.post(path + "/retry", "").status()).isEqualTo(409);
            assertThat(api.send("DELETE", path, "", Map.of()).status()).isEqualTo(409);
            assertThat(api.post(path + "/cancel", "").json().get("status").textValue())
                    .isEqualTo("canceled");
            Answer again = api.post(path + "/cancel", "");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().get("code").textValue()).isEqualTo("state_conflict");
            assertThat(api.post(path + "/retry", "").json().get("status").textValue())
                    .isEqualTo("queued");
            api.post(path + "/cancel", "");
            assertThat(api.send("DELETE", path, "", Map.of()).status()).isEqualTo(204);
            assertThat(api.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void a_job_is_paused_and_resumed_and_its_priority_changes_while_it_is_queued() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String path = "/jobs/" + api.submit();

            JsonNode urgent = prioritize(api, path, "{\"priority\": 90}").json();
            JsonNode paused = api.post(path + "/pause", "").json();
            JsonNode resumed = api.post(path + "/resume", "").json();
            Answer unreadable = prioritize(api, path, "{\"priority\": 101, \"status\": \"done\"}");
            api.post(path + "/cancel", "");

            assertThat(urgent.get("priority").intValue()).isEqualTo(90);
            assertThat(urgent.get("paused").booleanValue()).isFalse();
            assertThat(paused.get("paused").booleanValue()).isTrue();
            assertThat(paused.get("status").textValue()).isEqualTo("queued");
            assertThat(resumed.get("paused").booleanValue()).isFalse();
            assertThat(unreadable.status()).isEqualTo(422);
            assertThat(unreadable.json().get("errors")).hasSize(2);
            assertThat(api.post(path + "/pause", "").status()).isEqualTo(409);
            assertThat(api.post(path + "/resume", "").status()).isEqualTo(409);
            assertThat(prioritize(api, path, "{\"priority\": 10}").status()).isEqualTo(409);
            assertThat(api.post("/jobs/" + UUID.randomUUID() + "/pause", "").status())
                    .isEqualTo(404);
        }
    }

    private static Answer prioritize(RunningApi api, String path, String body) throws Exception {
        return api.send("PATCH", path, body, Map.of("Content-Type", "application/json"));
    }

    @Test
    void a_failed_job_says_why_and_that_of_its_renditions_too() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            api.tools.failing(
                    WorkKind.INDEX, new Failure(FailureCode.SOURCE_DAMAGED, "The file is damaged beyond reading."));

            JsonNode job = api.finished(api.submit());

            assertThat(job.get("status").textValue()).isEqualTo("failed");
            assertThat(job.at("/error/code").textValue()).isEqualTo("source_damaged");
            assertThat(job.at("/error/kind").textValue()).isEqualTo("source");
            assertThat(job.at("/error/retryable").booleanValue()).isFalse();
            assertThat(job.at("/error/message").textValue()).isEqualTo("The file is damaged beyond reading.");
            assertThat(job.get("renditions"))
                    .extracting(rendition -> rendition.get("status").textValue())
                    .contains("failed");
            assertThat(job.get("eta_seconds").isNull()).isTrue();
        }
    }

    @Test
    void a_completed_job_shows_its_source_its_renditions_and_what_was_skipped() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            JsonNode job = api.finished(api.submit());

            assertThat(job.at("/source/tracks")).hasSize(2);
            assertThat(job.get("renditions"))
                    .filteredOn(rendition -> rendition.has("kind"))
                    .extracting(rendition -> rendition.get("status").textValue())
                    .isNotEmpty()
                    .containsOnly("completed");
            assertThat(job.at("/warnings/0/code").textValue()).isEqualTo("language_guessed");
            assertThat(job.at("/tasks/done")).isEqualTo(job.at("/tasks/total"));
            assertThat(job.get("finished_at").textValue()).endsWith("Z");
        }
    }

    @Test
    void tasks_show_the_grid_with_who_worked_on_what_and_when() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();
            api.finished(id);

            JsonNode tasks = api.get("/jobs/" + id + "/tasks").json().get("tasks");

            assertThat(tasks)
                    .filteredOn(task -> task.get("kind").textValue().equals("encode_chunk"))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(task -> {
                        assertThat(task.get("state").textValue()).isEqualTo("done");
                        assertThat(task.get("attempt").intValue()).isEqualTo(1);
                        assertThat(task.get("worker").textValue()).isNotBlank();
                        assertThat(task.get("started_at").textValue())
                                .isLessThanOrEqualTo(task.get("finished_at").textValue());
                        assertThat(task.at("/chunk/frames").intValue()).isPositive();
                        assertThat(task.get("renditions")).isNotEmpty();
                    });
        }
    }

    @Test
    void outputs_are_listed_once_the_job_is_completed() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();
            api.finished(id);

            JsonNode outputs = api.get("/jobs/" + id + "/outputs").json().get("outputs");

            assertThat(outputs).isNotEmpty().allSatisfy(output -> {
                assertThat(output.get("key").textValue()).startsWith("t/default/jobs/" + id);
                assertThat(output.get("size").longValue()).isPositive();
                assertThat(output.get("sha256").textValue()).hasSize(64);
            });
        }
    }

    private static Answer once(RunningApi api, String key, String body) throws Exception {
        return api.send("POST", "/jobs", body, Map.of("Content-Type", "application/json", "Idempotency-Key", key));
    }
}
