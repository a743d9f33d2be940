package dev.millrace.adapter.postgres;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.ProfileCatalogContract;

class PostgresProfileCatalogIT extends ProfileCatalogContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
