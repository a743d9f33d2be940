package dev.millrace.application.client;

import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;

/// Tells an address nothing more. What is on its way at that moment may still arrive.
public final class DeleteWebhook {
    private final WebhookStore webhooks;

    /// @param webhooks holds it
    public DeleteWebhook(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /// Forgets it, with all that was to be sent, and answers whether the tenant had it.
    public boolean delete(TenantId tenant, WebhookId id) {
        return webhooks.delete(tenant, id);
    }
}
