package dev.millrace.testkit.memory;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.ProfileCatalogContract;

class MemoryProfileCatalogTest extends ProfileCatalogContract {
    @Override
    protected PersistenceFixture fixture() {
        return new MemoryFixture();
    }
}
