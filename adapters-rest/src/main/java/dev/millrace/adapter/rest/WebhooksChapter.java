package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDeliveryStatus;
import dev.millrace.domain.webhook.WebhookEvent;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [WebhooksController] does.
@Singleton
final class WebhooksChapter implements Chapter {
    private static final Schema EVENT =
            Schema.word(WebhookEvent.values(), WebhookEvent::word).named("WebhookEvent");

    private static final Schema NEW_WEBHOOK = Schema.object()
            .with(
                    "url",
                    Schema.text(1, Webhook.LONGEST_URL).example("https://example.org/millrace"),
                    "Where to: http or https, without a user and a fragment.")
            .optional(
                    "events",
                    Schema.list(EVENT, 1, WebhookEvent.values().length)
                            .unlessGiven(WebhookEvent.USUAL.stream()
                                    .sorted()
                                    .map(WebhookEvent::word)
                                    .toList()),
                    "What is to be told.")
            .closed()
            .named("NewWebhook");

    private static final Schema FIELDS = Schema.object()
            .with("id", Schema.id(), "Which webhook.")
            .with("url", Schema.text(), "Where to.")
            .with("events", Schema.list(EVENT), "What is told.")
            .with("created_at", Schema.moment(), "When it was made; it hears of what happens from then on.")
            .with("disabled_at", Schema.moment().orNull(), "Since when the receiver is gone.")
            .with("former_secret_until", Schema.moment().orNull(), "Until when the secret before signs, too.");

    private static final Schema WITH_SECRET = FIELDS.with(
                    "secret", Schema.text(), "What messages are signed with; it is told only now.")
            .named("WebhookWithSecret");

    private static final Schema ATTEMPT = Schema.object()
            .with("at", Schema.moment(), "When it ended.")
            .with("response_status", Schema.whole().orNull(), "Of HTTP; null without an answer.")
            .with("detail", Schema.text(), "What went wrong, for people.")
            .with("milliseconds", Schema.whole(), "How long it took.")
            .named("DeliveryAttempt");

    private static final Schema DELIVERY = Schema.object()
            .with("id", Schema.text(), "What `webhook-id` was.")
            .with("type", EVENT, "What it tells.")
            .with("job", Schema.id(), "Of which job.")
            .with("version", Schema.whole(), "Of the job at that moment.")
            .with("timestamp", Schema.moment(), "When it happened.")
            .with(
                    "status",
                    Schema.word(WebhookDeliveryStatus.values(), WebhookDeliveryStatus::word),
                    "Where the delivery stands.")
            .with("attempts", Schema.whole(), "How often it was sent, replays included.")
            .with("next_attempt_at", Schema.moment().orNull(), "When it is sent next.")
            .with("last_attempt", ATTEMPT.orNull(), "How the last attempt went.")
            .named("Delivery");

    private static final Schema MESSAGE = Schema.object()
            .with("type", EVENT, "What happened.")
            .with("timestamp", Schema.moment(), "When.")
            .with(
                    "data",
                    Schema.object()
                            .with("id", Schema.id(), "Of which job.")
                            .with("status", JobSchemas.STATUS, "How it stood then.")
                            .with("version", Schema.whole(), "Of the job at that moment; the larger one is the newer.")
                            .with("error_code", Schema.text().orNull(), "Why it failed, if it did.")
                            .named("WebhookData"),
                    "Enough to know which message is the newer one, and to ask for the job.")
            .named("WebhookMessage");

    /// What receivers are sent: the part of the description that is not about routes.
    static Schema message() {
        return MESSAGE;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String what() {
        return "Tells other servers what happens to jobs, as the Standard Webhooks have it.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of("POST /webhooks", "createWebhook", "Makes a webhook.")
                        .takes(NEW_WEBHOOK)
                        .answers(201, WITH_SECRET, "The webhook, with its secret.")
                        .telling("Location", "The address of the webhook.")
                        .refuses(FailureCode.LIMIT_REACHED),
                Operation.of("GET /webhooks", "listWebhooks", "Lists webhooks.")
                        .answers(
                                200,
                                Schema.object()
                                        .with("webhooks", Schema.list(FIELDS.named("Webhook")), "All of them.")
                                        .named("WebhookList"),
                                "The webhooks."),
                of("DELETE /webhooks/{id}", "deleteWebhook", "Deletes a webhook, and all that was to be sent.")
                        .answers(204, "It is gone."),
                of(
                                "POST /webhooks/{id}/rotate",
                                "rotateWebhook",
                                "Gives a webhook a new secret. The one before signs for a day, too.")
                        .answers(200, WITH_SECRET, "The webhook, with its new secret."),
                of("GET /webhooks/{id}/deliveries", "listDeliveries", "Lists what was sent, the latest first.")
                        .paged(50, Schema.text())
                        .page("deliveries", DELIVERY, "DeliveryPage"),
                of(
                                "POST /webhooks/{id}/deliveries/{delivery}/replay",
                                "replayDelivery",
                                "Sends a message again, whatever became of it.")
                        .path("delivery", Schema.text(), "Which message.")
                        .answers(202, DELIVERY, "It will be sent.")
                        .refuses(FailureCode.STATE_CONFLICT));
    }

    private static Operation of(String route, String id, String what) {
        return Operation.of(route, id, what).path("id", Schema.id(), "Which webhook.");
    }
}
