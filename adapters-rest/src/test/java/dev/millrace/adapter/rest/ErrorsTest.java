package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that is wrong with a request is a problem with a stable code.
class ErrorsTest {
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

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /nothing-here",
        "GET, /jobs/0190a000-0000-7000-8000-000000000000",
        "GET, /jobs/not-an-id",
        "GET, /jobs/1-1-1-1-1",
        "GET, /jobs/0190a000-0000-7000-8000-000000000000/tasks",
        "GET, /jobs/0190a000-0000-7000-8000-000000000000/outputs",
        "GET, /jobs/0190a000-0000-7000-8000-000000000000/events",
        "POST, /jobs/0190a000-0000-7000-8000-000000000000/cancel",
        "POST, /jobs/0190a000-0000-7000-8000-000000000000/retry",
        "DELETE, /jobs/0190a000-0000-7000-8000-000000000000",
        "GET, /uploads/0190a000-0000-7000-8000-000000000000",
        "GET, /jobs/..%2f..%2fetc%2fpasswd",
        "GET, /%00",
    })
    void what_is_not_there_is_not_found(String method, String path) throws Exception {
        Answer answer = api.send(method, path, "", Map.of());

        assertProblem(answer, 404, "not_found");
    }

    @Test
    void a_method_that_is_not_taken_is_named_as_such() throws Exception {
        Answer answer = api.send("PUT", "/jobs", "", Map.of());

        assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void an_answer_that_nobody_accepts_is_not_given() throws Exception {
        Answer answer = api.send("GET", "/jobs", "", Map.of("Accept", "image/png"));

        assertProblem(answer, 406, "not_acceptable");
    }

    @Test
    void a_body_of_another_type_is_not_read() throws Exception {
        Answer answer = api.send("POST", "/jobs", "input_key=x", Map.of("Content-Type", "text/plain"));

        assertProblem(answer, 415, "media_type_unsupported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"input_key\": }",
                "{\"input_key\": \"a\"} trailing",
                "{\"input_key\": \"a\", \"input_key\": \"b\"}",
                "\u0000",
                "{\"priority\": 1e}",
                "nonsense"
            })
    void what_is_not_json_is_malformed(String body) throws Exception {
        Answer answer = api.post("/jobs", body);

        assertProblem(answer, 400, "request_malformed");
    }

    @Test
    void a_request_without_a_body_is_malformed() throws Exception {
        assertProblem(
                api.send("POST", "/jobs", "", Map.of("Content-Type", "application/json")), 400, "request_malformed");
    }

    @Test
    void json_that_is_nested_without_end_is_malformed() throws Exception {
        assertProblem(api.post("/jobs", "[".repeat(100_000)), 400, "request_malformed");
    }

    @Test
    void a_number_without_end_is_malformed() throws Exception {
        assertProblem(api.post("/jobs", "{\"priority\": " + "9".repeat(100_000) + "}"), 400, "request_malformed");
    }

    @Test
    void a_body_beyond_the_limit_is_too_large() throws Exception {
        Answer answer = api.post("/jobs", "{\"input_key\": \"" + "a".repeat(RestApi.LARGEST_BODY) + "\"}");

        assertProblem(answer, 413, "request_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"text\"",
                "null",
                "{}",
                "{\"input_key\": 7}",
                "{\"input_key\": null}",
                "{\"input_key\": \"\"}",
                "{\"input_key\": \"../../etc/passwd\"}",
                "{\"input_key\": \"/etc/passwd\"}",
                "{\"input_key\": \"a//b\"}",
                "{\"input_key\": \"a\\\\b\"}",
                "{\"input_key\": \"a\\u0000b\"}",
                "{\"input_key\": \"\\ud800\"}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"priority\": 101}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"priority\": -1}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"priority\": 1.5}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"priority\": 1e999999999}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"priority\": \"50\"}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"WEB!\"}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"deliveries\": []}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"deliveries\": \"dash\"}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"deliveries\": [\"smooth\"]}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"deliveries\": [\"dash\", \"dash\"]}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"metadata\": {}}",
                "{\"input_key\": \"uploads/test/video.mp4\", \"upload_id\": \"0190a000-0000-7000-8000-000000000000\"}",
                "{\"upload_id\": \"x\"}"
            })
    void a_body_that_breaks_a_rule_says_where(String body) throws Exception {
        Answer answer = api.post("/jobs", body);

        assertProblem(answer, 422, "request_invalid");
        assertThat(answer.json().get("errors"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.get("detail").textValue()).isNotBlank());
    }

    @Test
    void all_broken_rules_are_told_at_once() throws Exception {
        Answer answer = api.post("/jobs", "{\"input_key\": 1, \"profile\": 2, \"priority\": 300, \"colour\": \"red\"}");

        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("pointer").textValue())
                .containsExactlyInAnyOrder("/input_key", "/profile", "/priority", "/colour");
    }

    @Test
    void an_unknown_profile_is_refused_now() throws Exception {
        Answer answer = api.post("/jobs", "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"nobody\"}");

        assertProblem(answer, 422, "profile_unknown");
        assertThat(answer.json().at("/errors/0/pointer").textValue()).isEqualTo("/profile");
    }

    @Test
    void a_missing_source_is_refused_now() throws Exception {
        Answer answer = api.post("/jobs", "{\"input_key\": \"uploads/nothing.mp4\"}");

        assertProblem(answer, 422, "input_not_found");
        assertThat(answer.json().at("/errors/0/pointer").textValue()).isEqualTo("/input_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=-1",
                "limit=99999999999999999999",
                "limit=1&limit=2",
                "status=done",
                "cursor=x",
                "colour=red"
            })
    void a_query_that_breaks_a_rule_is_refused(String query) throws Exception {
        assertProblem(api.get("/jobs?" + query), 422, "request_invalid");
    }

    @Test
    void a_problem_links_to_its_description() throws Exception {
        String type = api.get("/nothing-here").json().get("type").textValue();

        Answer page = api.get(type.substring(0, type.indexOf('#')));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("### `" + type.substring(type.indexOf('#') + 1) + "`");
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("code").textValue()).isEqualTo(code);
        assertThat(answer.json().get("detail").textValue()).isNotBlank().doesNotContain("Exception", "dev.millrace");
    }
}
