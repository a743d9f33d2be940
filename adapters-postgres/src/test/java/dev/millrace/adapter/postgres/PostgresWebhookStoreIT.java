package dev.millrace.adapter.postgres;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.WebhookStoreContract;

class PostgresWebhookStoreIT extends WebhookStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
