package dev.millrace.application.client;

import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;

/// Sends a message again, whatever became of it, under the same id.
public final class ReplayDelivery {
    private final WebhookStore webhooks;

    /// @param webhooks holds it
    public ReplayDelivery(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /// Makes it due.
    public WebhookStore.Replay replay(TenantId tenant, WebhookId id, DeliveryId delivery) {
        return webhooks.replay(tenant, id, delivery);
    }
}
