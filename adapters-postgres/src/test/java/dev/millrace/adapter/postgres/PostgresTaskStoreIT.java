package dev.millrace.adapter.postgres;

import dev.millrace.testkit.TaskStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresTaskStoreIT extends TaskStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
