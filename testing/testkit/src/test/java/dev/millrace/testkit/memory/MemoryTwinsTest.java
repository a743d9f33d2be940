package dev.millrace.testkit.memory;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.TwinContract;

class MemoryTwinsTest extends TwinContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
