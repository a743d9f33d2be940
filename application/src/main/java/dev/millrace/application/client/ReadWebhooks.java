package dev.millrace.application.client;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import java.util.List;
import java.util.Optional;

/// Shows a tenant's webhooks, and what was sent to them.
public final class ReadWebhooks {
    private final WebhookStore webhooks;

    /// @param webhooks holds them
    public ReadWebhooks(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /// All of them.
    public List<Webhook> list(TenantId tenant) {
        return webhooks.list(tenant);
    }

    /// What was sent or is to be sent, the latest first; empty when the tenant has no such webhook.
    public Optional<Page<WebhookDelivery>> deliveries(TenantId tenant, WebhookId id, int limit, Optional<Cursor> from) {
        return webhooks.find(tenant, id).map(_ -> webhooks.deliveries(tenant, id, limit, from));
    }
}
