package dev.millrace.testkit.memory;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.WebhookStoreContract;

class MemoryWebhooksTest extends WebhookStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
