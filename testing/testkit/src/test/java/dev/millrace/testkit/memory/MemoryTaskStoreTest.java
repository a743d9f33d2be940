package dev.millrace.testkit.memory;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.TaskStoreContract;

class MemoryTaskStoreTest extends TaskStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
