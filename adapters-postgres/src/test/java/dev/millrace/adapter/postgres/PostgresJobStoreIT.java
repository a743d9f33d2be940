package dev.millrace.adapter.postgres;

import dev.millrace.testkit.JobStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresJobStoreIT extends JobStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
