package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.MediaType;
import java.util.Map;

/// Tells of the message that webhooks send, which is the one request that this server makes of others.
final class SentMessage {
    private static final Map<String, String> HEADERS = Map.of(
            "webhook-id", "Of the message; the same with every attempt.",
            "webhook-timestamp", "Of this attempt, in seconds since 1970.",
            "webhook-signature", "One or two signatures, with a space between them.");

    private SentMessage() {}

    static ObjectNode document() {
        ObjectNode node = Json.object().put("operationId", "receiveJobEvent");
        node.putArray("tags").add("webhooks");
        node.put("summary", "Is told what happened to a job.");
        node.put(
                "description",
                "Is told what happened to a job, by the address of a webhook. Messages come at least once and may overtake"
                        + " each other; receivers verify them as the Standard Webhooks say.");
        node.putArray("security");
        ArrayNode parameters = node.putArray("parameters");
        HEADERS.keySet().stream().sorted().forEach(name -> {
            ObjectNode parameter = parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "header")
                    .put("description", HEADERS.get(name))
                    .put("required", true);
            parameter.set("schema", Schema.text().node());
        });
        node.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject(MediaType.APPLICATION_JSON)
                .set("schema", WebhooksChapter.message().node());
        ObjectNode responses = node.putObject("responses");
        responses.putObject("2XX").put("description", "The message is taken.");
        responses.putObject("410").put("description", "The receiver is gone, and the webhook is disabled.");
        responses.putObject("default").put("description", "The message is sent again later, for three days.");
        return node;
    }
}
