package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.work.WorkKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionsTest {
    private static final String BODY = "{\"input_key\": \"uploads/test/video.mp4\"}";

    @TempDir
    Path scratch;

    @Test
    void a_probe_says_what_the_source_is_and_what_would_be_made_of_it() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            Answer answer = api.post("/probe", BODY);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().at("/source/name").textValue()).isEqualTo("video.mp4");
            assertThat(answer.json().at("/source/tracks")).hasSize(2);
            assertThat(answer.json().at("/profile").textValue()).isEqualTo("web");
            assertThat(answer.json().at("/renditions")).isNotEmpty();
            assertThat(answer.json().at("/warnings/0/code").textValue()).isEqualTo("language_guessed");
        }
    }

    @Test
    void a_dry_run_gives_the_plan_and_stores_no_job() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            Answer answer = api.post(
                    "/jobs?dry_run=true", "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"test\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/profile").textValue()).isEqualTo("test");
            assertThat(answer.json().at("/renditions")).isNotEmpty();
            assertThat(api.get("/jobs").json().get("jobs")).isEmpty();
            assertThat(api.tools.calls()).containsExactly(WorkKind.PROBE);
        }
    }

    @Test
    void a_source_that_can_not_be_used_is_refused_with_its_code() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            api.tools.failing(WorkKind.PROBE, new Failure(FailureCode.SOURCE_NOT_MEDIA, "The file is a text."));

            Answer answer = api.post("/probe", BODY);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("code").textValue()).isEqualTo("source_not_media");
        }
    }

    @Test
    void a_missing_source_and_an_unknown_field_are_refused_at_once() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            assertThat(api.post("/probe", "{\"input_key\": \"nothing.mp4\"}").status())
                    .isEqualTo(422);
            assertThat(api.post("/probe", "{\"input_key\": \"a\", \"profile\": \"web\"}")
                            .status())
                    .isEqualTo(422);
            assertThat(api.post("/jobs?dry_run=maybe", BODY).status()).isEqualTo(422);
            assertThat(api.get("/probe/0190a000-0000-7000-8000-000000000000").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void without_a_worker_the_answer_is_left_for_later_and_is_no_job() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            Answer answer = api.post("/probe", BODY);

            assertThat(answer.status()).isEqualTo(202);
            String later = answer.header("Location");
            assertThat(later).startsWith("/probe/");
            assertThat(api.get(later).status()).isEqualTo(202);
            assertThat(api.get(later.replace("/probe/", "/jobs/")).status()).isEqualTo(404);
        }
    }
}
