package dev.millrace.application.client;

import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Replaces the secret of a webhook. For a while messages are signed with both, so that the receiver may change at any time.
public final class RotateWebhook {
    /// How long the old secret is used beside the new one.
    public static final Duration BOTH = Duration.ofHours(24);

    private final WebhookStore webhooks;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param webhooks keeps it
    /// @param clock says when the old one ends
    /// @param random the new one; a secure one
    public RotateWebhook(WebhookStore webhooks, Clock clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.clock = clock;
        this.random = random;
    }

    /// Replaces it; empty when the tenant has no such webhook.
    public Optional<Webhook> rotate(TenantId tenant, WebhookId id) {
        return webhooks.find(tenant, id)
                .map(webhook -> webhook.rotated(
                        CreateWebhook.secret(random), clock.instant().plus(BOTH)))
                .filter(webhooks::rotate);
    }
}
