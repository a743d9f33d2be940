package dev.millrace.adapter.postgres;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.TaskStoreContract;

class PostgresTaskStoreIT extends TaskStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
