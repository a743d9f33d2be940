package dev.millrace.adapter.postgres;

import dev.millrace.testkit.KeyStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresKeyStoreIT extends KeyStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
