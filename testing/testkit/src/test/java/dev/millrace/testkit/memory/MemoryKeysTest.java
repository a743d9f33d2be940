package dev.millrace.testkit.memory;

import dev.millrace.testkit.KeyStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class MemoryKeysTest extends KeyStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
