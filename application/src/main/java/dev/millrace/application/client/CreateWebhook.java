package dev.millrace.application.client;

import dev.millrace.application.port.Ids;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookEvent;
import dev.millrace.domain.webhook.WebhookSecret;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Has an address told of a tenant's jobs from now on.
public final class CreateWebhook {
    /// A tenant has at most so many.
    public static final int MOST = 20;

    private final WebhookStore webhooks;
    private final Ids ids;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param webhooks keeps it
    /// @param ids names it
    /// @param clock dates it
    /// @param random its secret; a secure one
    public CreateWebhook(WebhookStore webhooks, Ids ids, Clock clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /// Stores it; empty when the tenant has [#MOST] already.
    ///
    /// @param url as [Webhook#readUrl] reads it
    /// @param events at least one
    public Optional<Webhook> create(TenantId tenant, URI url, Set<WebhookEvent> events) {
        Webhook webhook = new Webhook(
                ids.webhook(),
                tenant,
                url,
                events,
                secret(random),
                Optional.empty(),
                clock.instant(),
                Optional.empty());
        return webhooks.add(webhook, MOST) ? Optional.of(webhook) : Optional.empty();
    }

    static WebhookSecret secret(RandomGenerator random) {
        byte[] bytes = new byte[WebhookSecret.BYTES];
        random.nextBytes(bytes);
        return WebhookSecret.of(bytes);
    }
}
