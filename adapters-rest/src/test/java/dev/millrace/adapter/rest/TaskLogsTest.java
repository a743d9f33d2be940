package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ToolLog;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.work.WorkKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLogsTest {
    @TempDir
    static Path scratch;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(scratch, 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void of_a_job_that_failed_people_read_why() throws Exception {
        api.tools.next(WorkKind.PROBE, () -> {
            ToolLog.say("ffprobe ended with code 1:\n/srv/films/film.mp4: moov atom not found");
            throw new MediaFailed(new Failure(FailureCode.SOURCE_TRUNCATED, "The file lacks its description."));
        });
        String id = api.submit();
        api.finished(id);

        JsonNode attempt = task(id, "probe").at("/attempts/0");
        Answer log = api.get(attempt.get("log").textValue());

        assertThat(attempt.get("attempt").intValue()).isEqualTo(1);
        assertThat(attempt.get("result").textValue()).isEqualTo("failed");
        assertThat(attempt.at("/error/code").textValue()).isEqualTo("source_truncated");
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(log.header("Cache-Control")).isEqualTo("no-store");
        assertThat(log.text())
                .contains("<path>: moov atom not found", "The file lacks its description.")
                .doesNotContain("/srv");
        assertThat(api.get("/jobs/" + id + "/tasks/probe/log").text()).isEqualTo(log.text());
    }

    @Test
    void of_a_job_that_was_completed_every_attempt_has_a_log_until_it_is_deleted() throws Exception {
        String id = api.submit();
        api.finished(id);
        RunningApi.eventually(() -> told(id) == tasks(id).size());

        for (JsonNode task : tasks(id)) {
            Answer log = api.get(task.at("/attempts/0/log").textValue());
            assertThat(log.status()).isEqualTo(200);
            assertThat(log.text()).contains(task.get("name").textValue()).contains(" done\n");
        }

        String link = task(id, "publish").at("/attempts/0/log").textValue();
        assertThat(api.send("DELETE", "/jobs/" + id, "", Map.of()).status()).isEqualTo(204);
        assertThat(api.get(link).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs/%s/tasks/probe/log?attempt=77",
                "/jobs/%s/tasks/chunk-9999/log",
                "/jobs/%s/tasks/%%2e%%2e/log",
                "/jobs/0190a000-0000-7000-8000-000000000000/tasks/probe/log",
                "/jobs/none/tasks/probe/log"
            })
    void of_what_never_was_there_is_none(String path) throws Exception {
        String id = api.submit();
        api.finished(id);

        Answer answer = api.get(path.formatted(id));

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.json().get("code").textValue()).isEqualTo("not_found");
    }

    @Test
    void a_number_that_is_none_is_refused() throws Exception {
        String id = api.submit();
        api.finished(id);

        assertThat(api.get("/jobs/" + id + "/tasks/probe/log?attempt=0").status())
                .isEqualTo(422);
    }

    private static JsonNode task(String id, String name) {
        for (JsonNode task : tasks(id)) {
            if (task.get("name").textValue().equals(name)) {
                return task;
            }
        }
        throw new AssertionError("there is no task " + name);
    }

    private static JsonNode tasks(String id) {
        try {
            return api.get("/jobs/" + id + "/tasks").json().get("tasks");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static int told(String id) {
        int told = 0;
        for (JsonNode task : tasks(id)) {
            told += task.get("attempts").size();
        }
        return told;
    }
}
