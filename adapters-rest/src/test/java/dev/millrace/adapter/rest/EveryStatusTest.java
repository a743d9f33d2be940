package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.Contract.Described;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.application.client.PlayPass;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.MemoryTransfer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Every operation is answered with every status that is told of it, over HTTP. [RunningApi] holds each exchange against
/// the description; the last test looks whether one was left out.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryStatusTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final String NONE = "0190a000-0000-7000-8000-000000000000";
    private static final String JOB =
            "{\"input_key\": \"uploads/test/video.mp4\", \"profile\": \"test\", \"deliveries\": [\"hls\", \"dash\"]}";
    private static final String PROBE = "{\"input_key\": \"uploads/test/video.mp4\"}";
    private static final int LAST = Integer.MAX_VALUE;

    @TempDir
    static Path scratch;

    /// Works, waits and is asked for a key.
    private static RunningApi working;

    /// Has no worker, and waits for none.
    private static RunningApi idle;

    /// Works, and waits for nothing.
    private static RunningApi hasty;

    /// Asks nobody for a key.
    private static RunningApi open;

    /// Answers each tenant once a second.
    private static RunningApi strict;

    @BeforeAll
    static void start() {
        RestConfig closed = RestConfig.onLoopback(0).key(AccessKey.of(FIRST));
        working = new RunningApi(scratch.resolve("working"), 1, closed);
        idle = new RunningApi(scratch.resolve("idle"), 0, closed.probeWait(Duration.ZERO));
        hasty = new RunningApi(scratch.resolve("hasty"), 1, closed.probeWait(Duration.ZERO));
        open = new RunningApi(scratch.resolve("open"), 0);
        strict = new RunningApi(scratch.resolve("strict"), 0, closed.limits(RestLimits.STANDARD.perSecond(1)));
    }

    @AfterAll
    static void stop() {
        List.of(working, idle, hasty, open, strict).forEach(RunningApi::close);
    }

    @Test
    void without_a_key_all_that_is_not_open_is_refused() throws Exception {
        for (Described operation : idle.contract.operations()) {
            if (!operation.open()) {
                assertThat(plain(operation, Map.of()).status()).isEqualTo(401);
            }
        }
    }

    @Test
    void under_a_foreign_name_everything_is_refused() throws Exception {
        for (Described operation : idle.contract.operations()) {
            assertThat(plain(operation, Map.of("Host", "evil.example")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_key_of_a_lesser_scope_is_refused() throws Exception {
        String least = key(idle, Scope.JOBS_READ);

        for (Described operation : idle.contract.operations()) {
            JsonNode scope = operation.node().at("/security/0/key/0");
            if (!operation.open() && !scope.textValue().equals(Scope.JOBS_READ.word())) {
                Answer answer = plain(operation, bearing(least));
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.json().get("code").textValue()).isEqualTo("scope_missing");
            }
        }
    }

    @Test
    void while_the_database_is_away_nobody_with_a_key_is_served() throws Exception {
        String known = key(idle, Scope.ADMIN);
        idle.outage.begin();
        try {
            for (Described operation : idle.contract.operations()) {
                if (!operation.open()) {
                    assertThat(plain(operation, bearing(known)).status()).isEqualTo(503);
                }
            }
            assertThat(idle.get("/health").status()).isEqualTo(503);
            assertThat(idle.get("/health/ready").status()).isEqualTo(503);
            assertThat(idle.get("/health/live").status()).isEqualTo(200);
        } finally {
            idle.outage.end();
        }
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        for (Described operation : idle.contract.operations()) {
            if (operation.path().contains("{")
                    && !Set.of("getManifest", "putProfile").contains(operation.id())) {
                String body = operation.id().equals("updateJob") ? "{\"priority\": 60}" : "{}";
                assertThat(ask(idle, operation.method(), path(operation), body).status())
                        .as(operation.id())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void bodies_are_refused_that_are_too_large_or_of_another_type_or_no_json_or_wrong() throws Exception {
        for (Described operation : idle.contract.operations()) {
            if (operation.node().has("requestBody")) {
                String method = operation.method();
                String path = path(operation);
                RunningApi api = idle;
                String large = "{\"x\": \"" + "x".repeat(RestApi.LARGEST_BODY) + "\"}";
                assertThat(ask(api, method, path, "{").status()).isEqualTo(400);
                assertThat(ask(api, method, path, large).status()).isEqualTo(413);
                assertThat(ask(api, method, path, "{\"x\": 1}").status()).isEqualTo(422);
                Map<String, String> text = new HashMap<>(bearing(FIRST));
                text.put("Content-Type", "text/plain");
                assertThat(api.send(method, path, "{}", text).status()).isEqualTo(415);
            }
        }
    }

    @Test
    void queries_are_refused_that_name_what_is_not_there() throws Exception {
        for (Described operation : idle.contract.operations()) {
            boolean asked = operation.node().findValuesAsText("in").contains("query");
            if (asked && !operation.id().equals("getManifest")) {
                assertThat(ask(idle, operation.method(), path(operation) + "?colour=red", "{}")
                                .status())
                        .as(operation.id())
                        .isEqualTo(422);
            }
        }
    }

    @Test
    void a_job_is_made_seen_and_deleted() throws Exception {
        String id = submitted(working);
        Answer seen = finished(working, id);

        assertThat(seen.json().get("status").textValue()).isEqualTo("completed");
        assertThat(get(working, "/jobs").status()).isEqualTo(200);
        assertThat(get(working, "/jobs/" + id + "/tasks").status()).isEqualTo(200);
        assertThat(get(working, "/jobs/" + id + "/outputs").status()).isEqualTo(200);
        assertThat(get(working, "/jobs/" + id + "/events").status()).isEqualTo(200);
        Map<String, String> there = new HashMap<>(bearing(FIRST));
        there.put("Last-Event-ID", seen.json().get("version").asText());
        assertThat(working.send("GET", "/jobs/" + id + "/events", "", there).status())
                .isEqualTo(204);
        for (String change : List.of("cancel", "retry", "pause", "resume")) {
            assertThat(ask(working, "POST", "/jobs/" + id + "/" + change, "").status())
                    .isEqualTo(409);
        }
        assertThat(ask(working, "PATCH", "/jobs/" + id, "{\"priority\": 60}").status())
                .isEqualTo(409);
        assertThat(ask(working, "DELETE", "/jobs/" + id, "").status()).isEqualTo(204);
    }

    @Test
    void a_job_that_waits_is_changed() throws Exception {
        String id = submitted(idle);

        assertThat(ask(idle, "DELETE", "/jobs/" + id, "").status()).isEqualTo(409);
        assertThat(ask(idle, "PATCH", "/jobs/" + id, "{\"priority\": 60}").status())
                .isEqualTo(200);
        for (String change : List.of("pause", "resume", "cancel", "retry")) {
            assertThat(ask(idle, "POST", "/jobs/" + id + "/" + change, "").status())
                    .as(change)
                    .isEqualTo(200);
        }
        assertThat(idle.status("GET", "/events", "", bearing(FIRST))).isEqualTo(200);
    }

    @Test
    void manifests_are_given_refused_or_not_there() throws Exception {
        String id = submitted(working);
        JsonNode links = finished(working, id).json().get("links");
        String hls = links.get("hls").textValue();
        String waits =
                get(idle, "/jobs/" + submitted(idle)).json().at("/links/dash").textValue();
        String other = new PlayTokens(RunningApi.PLAY_KEY)
                .write(new PlayPass(
                        TenantId.DEFAULT, JobId.of(NONE), Instant.now().plusSeconds(60)));

        assertThat(working.get(hls).status()).isEqualTo(200);
        assertThat(working.get(links.get("dash").textValue()).status()).isEqualTo(200);
        assertThat(working.get(hls + "x").status()).isEqualTo(403);
        assertThat(working.get("/jobs/" + NONE + "/play/master.m3u8?token=" + other)
                        .status())
                .isEqualTo(404);
        assertThat(idle.get(waits).status()).isEqualTo(503);
        ask(idle, "POST", waits.replaceFirst("/play/.*", "/cancel"), "");
        assertThat(idle.get(waits).status()).isEqualTo(410);
    }

    @Test
    void a_source_is_probed_and_a_job_is_planned_now_or_later() throws Exception {
        assertThat(ask(working, "POST", "/probe", PROBE).status()).isEqualTo(200);
        assertThat(ask(working, "POST", "/jobs?dry_run=true", JOB).status()).isEqualTo(200);
        assertThat(ask(idle, "POST", "/jobs?dry_run=true", JOB).status()).isEqualTo(202);
        Answer later = ask(idle, "POST", "/probe", PROBE);
        assertThat(later.status()).isEqualTo(202);
        assertThat(get(idle, later.header("Location")).status()).isEqualTo(202);

        CountDownLatch asked = new CountDownLatch(1);
        hasty.tools.next(WorkKind.PROBE, asked::await).next(WorkKind.PROBE, () -> {
            throw new MediaFailed(new Failure(FailureCode.SOURCE_DAMAGED, "The file is damaged."));
        });
        String good = ask(hasty, "POST", "/probe", PROBE).header("Location");
        String bad = ask(hasty, "POST", "/probe", PROBE).header("Location");
        asked.countDown();
        RunningApi.eventually(() -> look(hasty, good) == 200);
        RunningApi.eventually(() -> look(hasty, bad) == 422);
    }

    @Test
    void an_upload_is_announced_sent_completed_or_given_up() throws Exception {
        String body = "{\"filename\": \"film.mp4\", \"size\": 3}";
        Answer created = ask(idle, "POST", "/uploads", body);
        String upload = created.header("Location");

        assertThat(created.status()).isEqualTo(201);
        assertThat(get(idle, upload).status()).isEqualTo(200);
        assertThat(ask(idle, "POST", upload + "/complete", "").status()).isEqualTo(409);
        URI link = URI.create(created.json().at("/parts/0/url").textValue());
        assertThat(((MemoryTransfer) idle.transfer).put(link, new byte[3])).isTrue();
        assertThat(ask(idle, "POST", upload + "/complete", "").status()).isEqualTo(200);
        assertThat(ask(idle, "DELETE", upload, "").status()).isEqualTo(409);
        String other = ask(idle, "POST", "/uploads", body).header("Location");
        assertThat(ask(idle, "DELETE", other, "").status()).isEqualTo(204);
    }

    @Test
    void webhooks_are_made_up_to_a_limit_and_what_they_were_told_is_told_again() throws Exception {
        String body = "{\"url\": \"http://127.0.0.1:9/\"}";
        String hook = ask(open, "POST", "/webhooks", body).header("Location");
        open.submit();
        RunningApi.eventually(() -> deliveries(hook).size() > 0);
        String delivery = deliveries(hook).get(0).get("id").textValue();
        String again = hook + "/deliveries/" + delivery + "/replay";

        assertThat(ask(open, "POST", again, "").status()).isEqualTo(202);
        try (Receiver gone = new Receiver()) {
            gone.answer(410);
            String leaving = ask(open, "POST", "/webhooks", "{\"url\": \"" + gone.uri("/") + "\"}")
                    .header("Location");
            open.submit();
            RunningApi.eventually(() -> disabled(leaving));
            String last = deliveries(leaving).get(0).get("id").textValue();
            assertThat(ask(open, "POST", leaving + "/deliveries/" + last + "/replay", "")
                            .status())
                    .isEqualTo(409);
        }
        assertThat(ask(open, "POST", hook + "/rotate", "").status()).isEqualTo(200);
        assertThat(ask(open, "DELETE", hook, "").status()).isEqualTo(204);
        int status = 201;
        while (status == 201) {
            status = ask(open, "POST", "/webhooks", body).status();
        }
        assertThat(status).isEqualTo(409);
    }

    @Test
    void who_asks_too_often_is_refused() throws Exception {
        String known = key(strict, Scope.ADMIN);
        for (Described operation : strict.contract.operations()) {
            if (!operation.open()) {
                RunningApi.eventually(() -> status(strict, operation, known) == 429);
            }
        }
    }

    @Test
    void a_profile_is_put_seen_and_deleted() throws Exception {
        String profile = "{\"audio\": [{\"codec\": \"aac\", \"bitrate\": \"64k\"}], \"deliveries\": [\"hls\"]}";

        assertThat(ask(idle, "PUT", "/profiles/mine", profile).status()).isEqualTo(201);
        assertThat(ask(idle, "PUT", "/profiles/mine", profile).status()).isEqualTo(200);
        assertThat(get(idle, "/profiles").status()).isEqualTo(200);
        assertThat(get(idle, "/profiles/mine").status()).isEqualTo(200);
        assertThat(ask(idle, "PUT", "/profiles/web", profile).status()).isEqualTo(409);
        assertThat(ask(idle, "DELETE", "/profiles/web", "").status()).isEqualTo(409);
        for (String method : List.of("PUT", "DELETE")) {
            Map<String, String> headers = new HashMap<>(bearing(FIRST));
            headers.put("Content-Type", "application/json");
            headers.put("If-Match", "\"0\"");
            String body = method.equals("PUT") ? profile : "";
            assertThat(idle.send(method, "/profiles/mine", body, headers).status())
                    .isEqualTo(412);
        }
        assertThat(ask(idle, "DELETE", "/profiles/mine", "").status()).isEqualTo(204);
    }

    @Test
    void the_log_of_an_attempt_is_read() throws Exception {
        String id = submitted(working);
        finished(working, id);

        RunningApi.eventually(() -> look(working, "/jobs/" + id + "/tasks/probe/log") == 200);
    }

    @Test
    void keys_and_sessions_begin_and_end() throws Exception {
        String body = "{\"name\": \"one\", \"scopes\": [\"admin\"]}";
        String key = ask(idle, "POST", "/keys", body).header("Location");

        assertThat(get(idle, "/keys").status()).isEqualTo(200);
        assertThat(ask(idle, "DELETE", key, "").status()).isEqualTo(204);
        assertThat(ask(open, "POST", "/keys", body).status()).isEqualTo(409);
        assertThat(ask(idle, "POST", "/session", "").status()).isEqualTo(200);
        assertThat(get(idle, "/session").status()).isEqualTo(200);
        assertThat(idle.send("DELETE", "/session", "", Map.of()).status()).isEqualTo(204);
    }

    @Test
    @Order(LAST - 1)
    void the_operator_sees_queue_and_workers() throws Exception {
        JsonNode workers = get(hasty, "/workers").json().get("workers");

        assertThat(get(hasty, "/queue").status()).isEqualTo(200);
        assertThat(get(hasty, "/metrics").status()).isEqualTo(200);
        assertThat(get(hasty, "/webhooks").status()).isEqualTo(200);
        assertThat(ask(hasty, "POST", "/workers/" + workers.at("/0/id").textValue() + "/drain", "")
                        .status())
                .isEqualTo(200);
        for (String path :
                List.of("/health", "/health/live", "/health/ready", "/errors", "/openapi.yml", "/openapi.json")) {
            assertThat(hasty.get(path).status()).isEqualTo(200);
        }
    }

    @Test
    @Order(LAST)
    void nothing_that_is_told_was_left_out() {
        Set<String> told = new TreeSet<>();
        working.contract
                .operations()
                .forEach(operation -> operation.statuses().forEach(status -> told.add(operation.id() + " " + status)));
        Set<String> seen = new TreeSet<>();
        List.of(working, idle, hasty, open, strict).forEach(api -> seen.addAll(api.seen));

        assertThat(told).hasSizeGreaterThan(150);
        told.removeAll(seen);
        assertThat(told).as("told, and never seen").isEmpty();
    }

    private static JsonNode deliveries(String hook) {
        try {
            return get(open, hook + "/deliveries").json().get("deliveries");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean disabled(String hook) {
        try {
            for (JsonNode webhook : get(open, "/webhooks").json().get("webhooks")) {
                if (hook.endsWith(webhook.get("id").textValue())) {
                    return !webhook.get("disabled_at").isNull();
                }
            }
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int status(RunningApi api, Described operation, String key) {
        try {
            return api.status(operation.method(), path(operation), "", bearing(key));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int look(RunningApi api, String path) {
        try {
            return get(api, path).status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String submitted(RunningApi api) throws Exception {
        api.media.put(new ObjectKey(RunningApi.INPUT), new byte[] {1});
        Answer answer = ask(api, "POST", "/jobs", JOB);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().get("id").textValue();
    }

    private static Answer finished(RunningApi api, String id) throws Exception {
        api.engine.await(JobId.of(id), Duration.ofMinutes(1));
        return get(api, "/jobs/" + id);
    }

    /// With nothing that makes it a good request.
    private static Answer plain(Described operation, Map<String, String> headers) throws Exception {
        boolean body = operation.node().has("requestBody");
        Map<String, String> all = new HashMap<>(headers);
        if (body) {
            all.put("Content-Type", "application/json");
        }
        return idle.send(operation.method(), path(operation), body ? "{}" : "", all);
    }

    private static String path(Described operation) {
        return operation.path().replaceAll("\\{[^}]+}", NONE);
    }

    private static String key(RunningApi api, Scope scope) throws Exception {
        return ask(api, "POST", "/keys", "{\"name\": \"one\", \"scopes\": [\"" + scope.word() + "\"]}")
                .json()
                .get("key")
                .textValue();
    }

    private static Map<String, String> bearing(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static Answer get(RunningApi api, String path) throws Exception {
        return api.send("GET", path, "", bearing(FIRST));
    }

    private static Answer ask(RunningApi api, String method, String path, String body) throws Exception {
        Map<String, String> headers = new HashMap<>(bearing(FIRST));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return api.send(method, path, body, headers);
    }
}
