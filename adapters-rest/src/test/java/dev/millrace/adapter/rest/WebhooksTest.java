package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    private RunningApi api;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        api = new RunningApi(scratch, 0);
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        api.close();
        receiver.close();
    }

    @Test
    void what_happens_to_a_job_is_told_and_can_be_verified() throws Exception {
        JsonNode webhook = webhook("/hook", "job.queued", "job.canceled");
        String job = api.submit();

        Receiver.Message queued = receiver.next();
        api.post("/jobs/" + job + "/cancel", "");
        Receiver.Message canceled = receiver.next();

        assertThat(queued.path()).isEqualTo("/hook");
        assertThat(JSON.readTree(queued.body()).get("type").textValue()).isEqualTo("job.queued");
        JsonNode told = JSON.readTree(canceled.body());
        assertThat(api.contract.named("WebhookMessage", told)).isEmpty();
        assertThat(told.get("type").textValue()).isEqualTo("job.canceled");
        assertThat(told.get("data").get("id").textValue()).isEqualTo(job);
        assertThat(told.get("data").get("status").textValue()).isEqualTo("canceled");
        assertThat(canceled.headers().get("webhook-id"))
                .isNotEqualTo(queued.headers().get("webhook-id"));
        assertThat(Instant.ofEpochSecond(Long.parseLong(canceled.headers().get("webhook-timestamp"))))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(canceled.headers().get("webhook-signature")).isEqualTo(signature(webhook, canceled));
    }

    @Test
    void the_log_tells_what_became_of_a_message_and_it_can_be_replayed() throws Exception {
        String id = webhook("/hook", "job.queued").get("id").textValue();
        String job = api.submit();
        Receiver.Message first = receiver.next();
        JsonNode delivered = delivery(id, "delivered");

        Answer replay = api.post(
                "/webhooks/" + id + "/deliveries/" + delivered.get("id").textValue() + "/replay", "");
        Receiver.Message second = receiver.next();

        assertThat(delivered.get("job").textValue()).isEqualTo(job);
        assertThat(delivered.get("type").textValue()).isEqualTo("job.queued");
        assertThat(delivered.get("id").textValue()).isEqualTo(first.headers().get("webhook-id"));
        assertThat(delivered.get("last_attempt").get("response_status").intValue())
                .isEqualTo(204);
        assertThat(delivered.get("next_attempt_at").isNull()).isTrue();
        assertThat(replay.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
    }

    @Test
    void what_was_not_taken_is_tried_again_and_the_log_says_why() throws Exception {
        receiver.answer(500);
        String id = webhook("/hook", "job.queued").get("id").textValue();
        api.submit();
        receiver.next();

        RunningApi.eventually(() -> !deliveries(id).get(0).get("last_attempt").isNull());
        JsonNode waiting = deliveries(id).get(0);

        assertThat(waiting.get("status").textValue()).isEqualTo("pending");
        assertThat(waiting.get("last_attempt").get("response_status").intValue())
                .isEqualTo(500);
        assertThat(waiting.get("last_attempt").get("detail").textValue()).isNotBlank();
        assertThat(waiting.get("next_attempt_at").textValue()).isNotBlank();
        receiver.answer(200);
        receiver.next();
        assertThat(delivery(id, "delivered").get("attempts").intValue()).isEqualTo(2);
    }

    @Test
    void a_receiver_that_is_gone_is_told_nothing_more() throws Exception {
        receiver.answer(410);
        String id = webhook("/hook", "job.queued").get("id").textValue();
        api.submit();
        receiver.next();

        JsonNode failed = delivery(id, "failed");
        api.submit();

        assertThat(failed.get("last_attempt").get("response_status").intValue()).isEqualTo(410);
        assertThat(deliveries(id)).hasSize(1);
        assertThat(api.get("/webhooks")
                        .json()
                        .get("webhooks")
                        .get(0)
                        .get("disabled_at")
                        .isNull())
                .isFalse();
        assertThat(api.post(
                                "/webhooks/" + id + "/deliveries/"
                                        + failed.get("id").textValue() + "/replay",
                                "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void both_secrets_sign_after_a_rotation() throws Exception {
        JsonNode before = webhook("/hook", "job.queued");
        JsonNode after = api.post("/webhooks/" + before.get("id").textValue() + "/rotate", "")
                .json();
        api.submit();

        Receiver.Message message = receiver.next();

        assertThat(after.get("secret")).isNotEqualTo(before.get("secret"));
        assertThat(after.get("former_secret_until").isNull()).isFalse();
        assertThat(message.headers().get("webhook-signature"))
                .isEqualTo(signature(after, message) + " " + signature(before, message));
    }

    @Test
    void a_secret_is_told_once() throws Exception {
        JsonNode webhook = webhook("/hook");

        String listed = api.get("/webhooks").text();

        assertThat(webhook.get("secret").textValue()).startsWith("whsec_");
        assertThat(webhook.get("events")).hasSize(5);
        assertThat(listed).contains(webhook.get("id").textValue()).doesNotContain("whsec_");
    }

    @Test
    void a_deleted_webhook_is_there_no_more() throws Exception {
        String id = webhook("/hook").get("id").textValue();

        assertThat(api.send("DELETE", "/webhooks/" + id, "", Map.of()).status()).isEqualTo(204);

        assertThat(api.send("DELETE", "/webhooks/" + id, "", Map.of()).status()).isEqualTo(404);
        assertThat(api.get("/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
        assertThat(api.post("/webhooks/" + id + "/rotate", "").status()).isEqualTo(404);
        assertThat(api.get("/webhooks").json().get("webhooks")).isEmpty();
    }

    @Test
    void there_is_an_end_to_webhooks() throws Exception {
        for (int i = 0; i < 20; i++) {
            webhook("/" + i);
        }

        Answer refused = api.post("/webhooks", "{\"url\": \"https://example.org\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").textValue()).isEqualTo("limit_reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\": \"ftp://example.org\"}",
                "{\"url\": \"https://user@example.org\"}",
                "{\"url\": \"https://example.org\", \"events\": []}",
                "{\"url\": \"https://example.org\", \"events\": [\"job.exploded\"]}",
                "{\"url\": \"https://example.org\", \"secret\": \"mine\"}"
            })
    void a_request_that_breaks_a_rule_is_told_which(String body) throws Exception {
        Answer refused = api.post("/webhooks", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors")).isNotEmpty();
    }

    private JsonNode webhook(String path, String... events) throws Exception {
        var wanted = JSON.createObjectNode().put("url", receiver.uri(path).toString());
        if (events.length > 0) {
            var list = wanted.putArray("events");
            List.of(events).forEach(list::add);
        }
        Answer created = api.post("/webhooks", wanted.toString());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json();
    }

    /// Waits until the only delivery stands so.
    private JsonNode delivery(String webhook, String status) throws Exception {
        RunningApi.eventually(
                () -> deliveries(webhook).get(0).get("status").textValue().equals(status));
        return deliveries(webhook).get(0);
    }

    private List<JsonNode> deliveries(String webhook) {
        List<JsonNode> found = new ArrayList<>();
        try {
            api.get("/webhooks/" + webhook + "/deliveries")
                    .json()
                    .get("deliveries")
                    .forEach(found::add);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        return found;
    }

    /// As a receiver makes it, without any code of Millrace.
    private static String signature(JsonNode webhook, Receiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] secret =
                Base64.getDecoder().decode(webhook.get("secret").textValue().substring("whsec_".length()));
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        String content = message.headers().get("webhook-id") + "."
                + message.headers().get("webhook-timestamp") + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
