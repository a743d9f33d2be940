package dev.millrace.testkit.memory;

import dev.millrace.testkit.JobStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class MemoryJobStoreTest extends JobStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
