package dev.millrace.testkit.memory;

import dev.millrace.testkit.AttemptStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class MemoryAttemptsTest extends AttemptStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
