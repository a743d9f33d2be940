package dev.millrace.adapter.postgres;

import dev.millrace.testkit.ProfileCatalogContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresProfileCatalogIT extends ProfileCatalogContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
