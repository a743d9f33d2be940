package dev.millrace.adapter.postgres;

import dev.millrace.testkit.AttemptStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresAttemptStoreIT extends AttemptStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
