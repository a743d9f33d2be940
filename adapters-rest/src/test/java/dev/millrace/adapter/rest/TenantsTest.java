package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.domain.delivery.ObjectKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tenants never see each other, whatever they ask.
class TenantsTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";

    /// What a request must say to be looked at more closely than its body. Others send an empty object.
    private static final Map<String, String> BODIES = Map.of("PATCH /jobs/{id}", "{\"priority\": 60}");

    private static final String PROFILE =
            "{\"audio\": [{\"codec\": \"aac\", \"bitrate\": \"64k\"}], \"deliveries\": [\"hls\"]}";

    @TempDir
    static Path scratch;

    private static RunningApi api;
    private static String acme;
    private static String globex;
    private static final Map<String, String> OF_ACME = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        api = new RunningApi(
                scratch, 0, RestConfig.onLoopback(0).key(AccessKey.of(FIRST)).probeWait(Duration.ZERO));
        for (String tenant : List.of("acme", "globex")) {
            api.media.put(new ObjectKey("t/" + tenant + "/film.mp4"), new byte[] {1});
        }
        acme = key("acme", "admin").get("key").textValue();
        globex = key("globex", "admin").get("key").textValue();
        String job = text(as(acme, "POST", "/jobs", "{\"input_key\": \"film.mp4\"}"), "id");
        OF_ACME.put("/jobs", job);
        OF_ACME.put(
                "/uploads", text(as(acme, "POST", "/uploads", "{\"filename\": \"a.mp4\", \"size\": 9}"), "upload_id"));
        OF_ACME.put(
                "/probe",
                as(acme, "POST", "/probe", "{\"input_key\": \"film.mp4\"}")
                        .header("Location")
                        .replace("/probe/", ""));
        OF_ACME.put("/keys", key("acme", "jobs:read").get("id").textValue());
        OF_ACME.put("/workers", job);
        OF_ACME.put("/profiles", "of-acme");
        as(acme, "PUT", "/profiles/of-acme", PROFILE);
        OF_ACME.put("/webhooks", text(as(acme, "POST", "/webhooks", "{\"url\": \"https://acme.example/\"}"), "id"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// All operations that name something and ask for a key. A tenant names its profiles itself, so that putting one is never
    /// about another tenant's.
    static List<String> routes() {
        return api.contract.operations().stream()
                .filter(operation -> operation.path().contains("{") && !operation.open())
                .map(Contract.Described::route)
                .filter(route -> !route.startsWith("PUT /profiles/"))
                .toList();
    }

    @Test
    void there_are_routes_to_try() {
        assertThat(routes())
                .contains("GET /jobs/{id}", "DELETE /jobs/{id}", "GET /jobs/{id}/events", "DELETE /keys/{id}");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void what_belongs_to_another_tenant_is_not_there(String route) throws Exception {
        Map<String, String> before = whatAcmeSees();

        Answer answer = ask(globex, route);

        assertThat(answer.status()).as(answer.text()).isIn(403, 404);
        assertThat(answer.text()).doesNotContain("acme");
        assertThat(whatAcmeSees()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void it_is_answered_as_what_never_was(String route) throws Exception {
        Answer never = ask(globex, route, "0190a000-0000-7000-8000-000000000000");
        Answer others = ask(globex, route);

        assertThat(others.status()).isEqualTo(never.status());
        assertThat(others.json()).isEqualTo(never.json());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void the_operator_of_the_server_is_a_tenant_like_the_others(String route) throws Exception {
        assertThat(ask(FIRST, route).status()).isEqualTo(404);
    }

    @Test
    void its_owner_sees_it() throws Exception {
        assertThat(whatAcmeSees().keySet())
                .contains("GET /jobs/{id}", "GET /uploads/{id}", "GET /probe/{id}", "GET /jobs/{id}/tasks");
    }

    @Test
    void listings_show_a_tenant_its_own() throws Exception {
        assertThat(ids(as(acme, "GET", "/jobs", ""), "jobs")).containsExactly(OF_ACME.get("/jobs"));
        assertThat(ids(as(globex, "GET", "/jobs", ""), "jobs")).isEmpty();
        assertThat(ids(as(FIRST, "GET", "/jobs", ""), "jobs")).isEmpty();
        assertThat(ids(as(acme, "GET", "/keys", ""), "keys")).contains(OF_ACME.get("/keys"));
        assertThat(ids(as(globex, "GET", "/keys", ""), "keys")).doesNotContain(OF_ACME.get("/keys"));
    }

    @Test
    void a_key_of_an_object_is_looked_for_at_the_tenants_own_place_alone() throws Exception {
        for (String key : List.of(
                "t/acme/film.mp4",
                "acme/film.mp4",
                RunningApi.INPUT,
                "../acme/film.mp4",
                "t/globex/../acme/film.mp4")) {
            assertThat(as(globex, "POST", "/jobs", "{\"input_key\": \"" + key + "\"}")
                            .status())
                    .as(key)
                    .isEqualTo(422);
        }
        String foreign = "{\"upload_id\": \"" + OF_ACME.get("/uploads") + "\"}";
        assertThat(as(globex, "POST", "/jobs", foreign).json().get("code").textValue())
                .isEqualTo("input_not_found");
    }

    @Test
    void the_same_name_means_two_profiles_to_two_tenants() throws Exception {
        Answer before = as(acme, "GET", "/profiles/of-acme", "");

        Answer own = as(globex, "PUT", "/profiles/of-acme", PROFILE.replace("64k", "96k"));

        assertThat(own.status()).isEqualTo(201);
        assertThat(as(acme, "GET", "/profiles/of-acme", "").json()).isEqualTo(before.json());
        assertThat(as(globex, "DELETE", "/profiles/of-acme", "").status()).isEqualTo(204);
        assertThat(as(acme, "GET", "/profiles/of-acme", "").json()).isEqualTo(before.json());
    }

    @Test
    void the_same_idempotency_key_means_two_jobs_to_two_tenants() throws Exception {
        var once = Map.of("Idempotency-Key", "the same");

        String first = text(as(acme, "POST", "/jobs?dry_run=false", "{\"input_key\": \"film.mp4\"}", once), "id");
        String second = text(as(globex, "POST", "/jobs?dry_run=false", "{\"input_key\": \"film.mp4\"}", once), "id");

        assertThat(first).isNotEqualTo(second);
        assertThat(as(acme, "POST", "/jobs/" + first + "/cancel", "").status()).isEqualTo(200);
        assertThat(as(acme, "DELETE", "/jobs/" + first, "").status()).isEqualTo(204);
        assertThat(as(globex, "POST", "/jobs/" + second + "/cancel", "").status())
                .isEqualTo(200);
        assertThat(as(globex, "DELETE", "/jobs/" + second, "").status()).isEqualTo(204);
    }

    @Test
    void a_stream_of_events_tells_a_tenant_of_its_own_jobs_alone() throws Exception {
        HttpResponse<java.io.InputStream> stream = api.client.send(
                HttpRequest.newBuilder(api.uri("/events"))
                        .header("Authorization", "Bearer " + globex)
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(": here");
            String foreign = text(as(acme, "POST", "/jobs", "{\"input_key\": \"film.mp4\"}"), "id");
            as(acme, "POST", "/jobs/" + foreign + "/cancel", "");
            as(acme, "DELETE", "/jobs/" + foreign, "");
            String own = text(as(globex, "POST", "/jobs", "{\"input_key\": \"film.mp4\"}"), "id");

            List<String> told = new ArrayList<>();
            for (String line = lines.readLine(); told.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("data: {")) {
                    told.add(line);
                }
            }

            assertThat(told.getFirst()).contains(own).doesNotContain(foreign);
            as(globex, "POST", "/jobs/" + own + "/cancel", "");
            as(globex, "DELETE", "/jobs/" + own, "");
        }
    }

    private static Answer ask(String key, String route) throws Exception {
        String kind = "/" + route.split("/", 3)[1];
        assertThat(OF_ACME).as("say what a foreign thing of this kind is").containsKey(kind);
        return ask(key, route, OF_ACME.get(kind));
    }

    private static Answer ask(String key, String route, String id) throws Exception {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceFirst("\\{[a-z]+}", id).replaceAll("\\{[a-z]+}", "other");
        return as(key, parts[0], path, parts[0].equals("GET") ? "" : BODIES.getOrDefault(route, "{}"));
    }

    /// By each route that shows something, what it shows.
    private static Map<String, String> whatAcmeSees() throws Exception {
        Map<String, String> seen = new HashMap<>();
        for (String route : routes()) {
            if (route.startsWith("GET ") && !route.endsWith("/events")) {
                Answer answer = ask(acme, route);
                if (answer.status() < 300) {
                    // Links are signed for some time from now on.
                    seen.put(route, answer.text().replaceAll("(url\\\":|token=)[^,}]*", ""));
                }
            }
        }
        return seen;
    }

    private static JsonNode key(String tenant, String scope) throws Exception {
        String wanted = """
                {"name": "for tests", "tenant": "%s", "scopes": ["%s"]}""".formatted(tenant, scope);
        return as(FIRST, "POST", "/keys", wanted).json();
    }

    private static String text(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get(field).textValue();
    }

    private static List<String> ids(Answer answer, String list) {
        List<String> ids = new ArrayList<>();
        answer.json().get(list).forEach(item -> ids.add(item.get("id").textValue()));
        return ids;
    }

    private static Answer as(String key, String method, String path, String body) throws Exception {
        return as(key, method, path, body, Map.of());
    }

    private static Answer as(String key, String method, String path, String body, Map<String, String> more)
            throws Exception {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + key);
        headers.put("Content-Type", "application/json");
        return api.send(method, path, body, headers);
    }
}
