package dev.millrace.testkit.memory;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.WorkerRegistryContract;

class MemoryWorkerRegistryTest extends WorkerRegistryContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
