package dev.millrace.testkit.memory;

import dev.millrace.testkit.ArrivalStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class MemoryArrivalsTest extends ArrivalStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
