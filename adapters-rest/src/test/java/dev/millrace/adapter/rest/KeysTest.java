package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final String NO_JOB = "0190a000-0000-7000-8000-000000000000";

    @TempDir
    Path scratch;

    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(scratch, 0, RestConfig.onLoopback(0).key(AccessKey.of(FIRST)));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_key_is_told_once_and_lets_its_holder_in() throws Exception {
        Answer created = as(FIRST, "POST", "/keys", "{\"name\": \"CI\", \"scopes\": [\"jobs:read\", \"jobs:write\"]}");

        JsonNode key = created.json();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .isEqualTo("/keys/" + key.get("id").textValue());
        assertThat(key.get("key").textValue()).matches("mlr_[0-9a-f]{32}_[0-9a-f]{40}");
        assertThat(key.get("tenant").textValue()).isEqualTo("default");
        assertThat(key.get("scopes")).extracting(JsonNode::textValue).containsExactly("jobs:read", "jobs:write");
        assertThat(as(key.get("key").textValue(), "GET", "/jobs", "").status()).isEqualTo(200);
        String listed = as(FIRST, "GET", "/keys", "").text();
        assertThat(listed)
                .contains(key.get("id").textValue())
                .contains("\"CI\"")
                .doesNotContain(key.get("key").textValue().substring(37));
    }

    @Test
    void a_deleted_key_is_refused_at_once() throws Exception {
        JsonNode key = create("default", "admin");
        String text = key.get("key").textValue();
        assertThat(as(text, "GET", "/jobs", "").status()).isEqualTo(200);

        assertThat(as(FIRST, "DELETE", "/keys/" + key.get("id").textValue(), "").status())
                .isEqualTo(204);

        Answer refused = as(text, "GET", "/jobs", "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().get("code").textValue()).isEqualTo("key_refused");
        assertThat(as(FIRST, "DELETE", "/keys/" + key.get("id").textValue(), "").status())
                .isEqualTo(404);
    }

    @Test
    void a_key_with_one_other_digit_is_refused() throws Exception {
        String text = create("default", "admin").get("key").textValue();
        char last = text.charAt(text.length() - 1);

        String wrong = text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0');

        assertThat(as(wrong, "GET", "/jobs", "").status()).isEqualTo(401);
    }

    @Test
    void an_admin_of_a_tenant_manages_its_own_keys_and_no_others() throws Exception {
        String admin = create("acme", "admin").get("key").textValue();
        String others = create("globex", "admin").get("id").textValue();

        Answer own = as(admin, "POST", "/keys", "{\"name\": \"more\", \"scopes\": [\"jobs:read\"]}");
        assertThat(own.json().get("tenant").textValue()).isEqualTo("acme");
        assertThat(as(admin, "POST", "/keys", "{\"name\": \"a\", \"scopes\": [\"admin\"], \"tenant\": \"globex\"}")
                        .status())
                .isEqualTo(403);
        assertThat(as(admin, "GET", "/keys?tenant=globex", "").status()).isEqualTo(403);
        assertThat(as(admin, "DELETE", "/keys/" + others + "?tenant=globex", "").status())
                .isEqualTo(403);
        assertThat(as(admin, "DELETE", "/keys/" + others, "").status()).isEqualTo(404);
        assertThat(as(FIRST, "GET", "/keys?tenant=globex", "").json().get("keys"))
                .hasSize(1);
        assertThat(as(FIRST, "DELETE", "/keys/" + others + "?tenant=globex", "").status())
                .isEqualTo(204);
    }

    @Test
    void keys_are_listed_in_pages() throws Exception {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(create("acme", "jobs:read").get("id").textValue());
        }

        Set<String> seen = new HashSet<>();
        String next = "/keys?limit=2&tenant=acme";
        while (!next.isEmpty()) {
            Answer page = as(FIRST, "GET", next, "");
            page.json().get("keys").forEach(key -> seen.add(key.get("id").textValue()));
            next = page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }

        assertThat(seen).isEqualTo(made);
    }

    /// What each scope opens, for every route there is. A route that is added has to be added here, on purpose.
    @ParameterizedTest
    @CsvSource({"jobs:read, default", "jobs:write, default", "admin, acme", "admin, default"})
    void a_scope_opens_its_routes_and_no_others(String scope, String tenant) throws Exception {
        String key = create(tenant, scope).get("key").textValue();

        Map<String, Boolean> opened = new TreeMap<>();
        for (String route : api.routes()) {
            String[] parts = route.replace("{id}", NO_JOB)
                    .replaceAll("\\{[a-z]+}", "other")
                    .split(" ", 2);
            int status = api.status(parts[0], parts[1], parts[0].equals("GET") ? "" : "{}", headers(key));
            assertThat(status).as(route).isNotEqualTo(401).isLessThan(500);
            opened.put(route, status != 403 || route.contains("/play/"));
        }

        Map<String, Boolean> expected = new TreeMap<>();
        api.routes().forEach(route -> expected.put(route, opens(scope, tenant, route)));
        assertThat(opened).isEqualTo(expected);
    }

    private static final Set<String> OPERATORS =
            Set.of("GET /queue", "GET /workers", "POST /workers/{id}/drain", "GET /metrics");

    private static boolean opens(String scope, String tenant, String route) {
        if (OPERATORS.contains(route)) {
            return scope.equals("admin") && tenant.equals("default");
        }
        if (route.contains("/keys")
                || route.contains("/webhooks")
                || (route.contains("/profiles") && !route.startsWith("GET "))) {
            return scope.equals("admin");
        }
        return route.startsWith("GET ") || route.contains("/session") || !scope.equals("jobs:read");
    }

    @Test
    void who_lacks_a_scope_is_told_which() throws Exception {
        String key = create("acme", "jobs:read").get("key").textValue();

        Answer refused = as(key, "POST", "/jobs", "{\"input_key\": \"film.mp4\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("code").textValue()).isEqualTo("scope_missing");
        assertThat(refused.json().get("detail").textValue()).contains("jobs:write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"a\"}",
                "{\"name\": \"a\", \"scopes\": []}",
                "{\"name\": \"a\", \"scopes\": [\"root\"]}",
                "{\"name\": \"\", \"scopes\": [\"admin\"]}",
                "{\"name\": \"a\\u0000\", \"scopes\": [\"admin\"]}",
                "{\"name\": \"a\", \"scopes\": [\"admin\"], \"tenant\": \"../acme\"}",
                "{\"name\": \"a\", \"scopes\": [\"admin\"], \"key\": \"mine\"}"
            })
    void a_request_that_breaks_a_rule_is_told_which(String body) throws Exception {
        Answer refused = as(FIRST, "POST", "/keys", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors")).isNotEmpty();
    }

    @Test
    void while_the_database_is_away_only_the_first_key_is_known() throws Exception {
        String key = create("default", "admin").get("key").textValue();
        api.outage.begin();
        try {
            assertThat(as(key, "GET", "/errors", "").status()).isEqualTo(200);
            assertThat(as(key, "GET", "/nothing", "").status()).isEqualTo(503);
            assertThat(as(FIRST, "GET", "/nothing", "").status()).isEqualTo(404);
        } finally {
            api.outage.end();
        }
    }

    @Test
    void a_server_that_asks_for_no_key_makes_none() throws Exception {
        try (var open = new RunningApi(scratch, 0)) {
            Answer refused = open.post("/keys", "{\"name\": \"a\", \"scopes\": [\"admin\"]}");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("code").textValue()).isEqualTo("keys_unused");
            assertThat(open.get("/keys").json().get("keys")).isEmpty();
        }
    }

    private JsonNode create(String tenant, String scope) throws Exception {
        return as(FIRST, "POST", "/keys", """
                {"name": "for tests", "tenant": "%s", "scopes": ["%s"]}""".formatted(tenant, scope)).json();
    }

    private Answer as(String key, String method, String path, String body) throws Exception {
        return api.send(method, path, body, headers(key));
    }

    private static Map<String, String> headers(String key) {
        return new HashMap<>(Map.of("Authorization", "Bearer " + key, "Content-Type", "application/json"));
    }
}
