package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    private static final String SMALL = """
            {"video": [{"codec": "h264", "preset": "ultrafast", "rungs": [{"short_side": 90, "max_bitrate": "150k"}]}],
             "deliveries": ["hls"], "gop": "500ms", "segment_gops": 2}""";

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
    void a_profile_is_kept_and_shown_with_everything_written_out() throws Exception {
        Answer added = put("kept", SMALL, Map.of());

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/profiles/kept");
        Answer shown = api.get("/profiles/kept");
        assertThat(shown.json()).isEqualTo(added.json());
        assertThat(shown.header("ETag")).isEqualTo(added.header("ETag")).matches("\"[0-9]+\"");
        assertThat(shown.json().get("name").textValue()).isEqualTo("kept");
        assertThat(shown.json().at("/video/0/rungs/0/crf").intValue()).isEqualTo(22);
        assertThat(entry("kept").get("built_in").booleanValue()).isFalse();
        assertThat(entry("kept").get("profile")).isEqualTo(shown.json());
        assertThat('"' + entry("kept").get("version").asText() + '"').isEqualTo(shown.header("ETag"));
    }

    @Test
    void what_is_shown_can_be_put_again_and_under_another_name() throws Exception {
        ObjectNode web = (ObjectNode) api.get("/profiles/web").json();

        assertThat(put("copy", web.deepCopy().put("name", "copy").toString(), Map.of())
                        .status())
                .isEqualTo(201);
        web.remove("name");
        Answer again = put("copy", web.toString(), Map.of());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("video")).isEqualTo(web.get("video"));
    }

    @Test
    void every_mistake_is_told_at_once() throws Exception {
        Answer refused = put("wrong", """
                        {"name": "other", "video": [{"codec": "h265", "rungs": [{"short_side": 91, "max_bitrate": 7}]}],
                         "maximum": 3}""", Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("code").textValue()).isEqualTo("profile_invalid");
        assertThat(refused.json().get("errors"))
                .extracting(error -> error.get("pointer").textValue())
                .contains(
                        "/name",
                        "/maximum",
                        "/deliveries",
                        "/video/0/codec",
                        "/video/0/rungs/0/short_side",
                        "/video/0/rungs/0/max_bitrate");
        assertThat(api.get("/profiles/wrong").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "a.b", "-a", "%20", "a%2Fb"})
    void a_name_that_is_none_is_refused(String name) throws Exception {
        assertThat(put(name, SMALL, Map.of()).status()).isIn(404, 422);
        assertThat(api.get("/profiles/" + name).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "mp4", "test"})
    void built_in_profiles_stay_as_they_are(String name) throws Exception {
        JsonNode before = api.get("/profiles/" + name).json();

        Answer put = put(name, SMALL, Map.of());
        Answer deleted = api.send("DELETE", "/profiles/" + name, "", Map.of());

        for (Answer answer : new Answer[] {put, deleted}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.json().get("code").textValue()).isEqualTo("profile_built_in");
        }
        assertThat(api.get("/profiles/" + name).json()).isEqualTo(before);
        assertThat(entry(name).get("built_in").booleanValue()).isTrue();
        assertThat(entry(name).get("version").isNull()).isTrue();
    }

    @Test
    void nobody_overwrites_what_they_have_not_seen() throws Exception {
        String seen = put("shared", SMALL, Map.of()).header("ETag");
        Answer mine = put("shared", SMALL.replace("150k", "160k"), Map.of("If-Match", seen));
        assertThat(mine.status()).isEqualTo(200);
        assertThat(mine.header("ETag")).isNotEqualTo(seen);

        Answer late = put("shared", SMALL.replace("150k", "170k"), Map.of("If-Match", seen));
        Answer lateDeletion = api.send("DELETE", "/profiles/shared", "", Map.of("If-Match", seen));
        Answer newOne = put("shared", SMALL, Map.of("If-None-Match", "*"));

        for (Answer answer : new Answer[] {late, lateDeletion, newOne}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(412);
            assertThat(answer.json().get("code").textValue()).isEqualTo("version_conflict");
        }
        assertThat(api.get("/profiles/shared").json()).isEqualTo(mine.json());
        assertThat(api.send("DELETE", "/profiles/shared", "", Map.of("If-Match", "\"other\", " + mine.header("ETag")))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_change_of_what_must_be_there_makes_nothing_new() throws Exception {
        assertThat(put("nothing-yet", SMALL, Map.of("If-Match", "*")).status()).isEqualTo(412);
        assertThat(api.get("/profiles/nothing-yet").status()).isEqualTo(404);
        assertThat(put("nothing-yet", SMALL, Map.of("If-None-Match", "\"1\"")).status())
                .isEqualTo(400);
    }

    @Test
    void a_job_keeps_its_profile_when_it_is_changed_and_deleted() throws Exception {
        put("in-use", SMALL, Map.of());
        String job = submit("\"in-use\"");
        put("in-use", SMALL.replace("[\"hls\"]", "[\"mp4\"]"), Map.of());
        String later = submit("\"in-use\"");

        assertThat(api.send("DELETE", "/profiles/in-use", "", Map.of()).status())
                .isEqualTo(204);

        assertThat(api.finished(job).get("status").textValue()).isEqualTo("completed");
        assertThat(api.finished(later).get("status").textValue()).isEqualTo("completed");
        assertThat(api.get("/jobs/" + job + "/outputs").text())
                .contains("hls_master")
                .doesNotContain("\"mp4\"");
        assertThat(api.get("/jobs/" + later + "/outputs").text())
                .contains("\"mp4\"")
                .doesNotContain("hls_master");
        Answer unknown = api.post("/jobs", job("\"in-use\""));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().get("code").textValue()).isEqualTo("profile_unknown");
    }

    @Test
    void a_profile_is_tried_on_a_film_before_it_is_kept() throws Exception {
        Answer plan = api.post("/jobs?dry_run=true", job(SMALL));

        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.json().get("profile").textValue()).isEqualTo("custom");
        assertThat(plan.json().get("renditions").toString()).contains("90").doesNotContain("1080");
        assertThat(api.get("/profiles").text()).doesNotContain("custom");
    }

    @Test
    void a_job_may_bring_its_profile_along() throws Exception {
        String named = "{\"name\": \"of-mine\"," + SMALL.substring(1);

        String id = submit(named);

        assertThat(api.finished(id).get("profile").textValue()).isEqualTo("of-mine");
        assertThat(api.get("/profiles/of-mine").status()).isEqualTo(404);
    }

    @Test
    void mistakes_of_a_profile_in_a_job_are_told_where_they_are() throws Exception {
        Answer refused = api.post("/jobs?dry_run=true", """
                        {"input_key": "a.mp4", "profile": {"video": [{"codec": "h264", "rungs": []}]}, "priority": 101}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("code").textValue()).isEqualTo("request_invalid");
        assertThat(refused.json().get("errors"))
                .extracting(error -> error.get("pointer").textValue())
                .containsExactlyInAnyOrder("/profile/video/0/rungs", "/profile/deliveries", "/priority");
    }

    @Test
    void a_repeated_request_with_another_whole_profile_is_another_request() throws Exception {
        var once = Map.of("Content-Type", "application/json", "Idempotency-Key", "whole");
        String first = api.send("POST", "/jobs", job(SMALL), once).text();

        Answer same = api.send("POST", "/jobs", job(SMALL), once);
        Answer other = api.send("POST", "/jobs", job(SMALL.replace("150k", "151k")), once);

        assertThat(same.json().get("id"))
                .isEqualTo(new ObjectMapper().readTree(first).get("id"));
        assertThat(other.json().get("code").textValue()).isEqualTo("idempotency_key_reused");
    }

    private static String submit(String profile) throws Exception {
        Answer answer = api.post("/jobs", job(profile));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").textValue();
    }

    private static String job(String profile) {
        return "{\"input_key\": \"" + RunningApi.INPUT + "\", \"profile\": " + profile + "}";
    }

    private static Answer put(String name, String body, Map<String, String> more) throws Exception {
        var headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        return api.send("PUT", "/profiles/" + name, body, headers);
    }

    private static JsonNode entry(String name) throws Exception {
        for (JsonNode entry : api.get("/profiles").json().get("profiles")) {
            if (entry.get("name").textValue().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("there is no profile " + name);
    }
}
