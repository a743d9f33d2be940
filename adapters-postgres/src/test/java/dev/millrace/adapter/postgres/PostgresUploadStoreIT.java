package dev.millrace.adapter.postgres;

import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.UploadStoreContract;

class PostgresUploadStoreIT extends UploadStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
