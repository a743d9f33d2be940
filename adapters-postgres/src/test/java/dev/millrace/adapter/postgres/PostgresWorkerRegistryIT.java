package dev.millrace.adapter.postgres;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.WorkerRegistryContract;

class PostgresWorkerRegistryIT extends WorkerRegistryContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
