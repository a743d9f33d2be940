package dev.millrace.adapter.postgres;

import dev.millrace.testkit.WorkerRegistryContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresWorkerRegistryIT extends WorkerRegistryContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
