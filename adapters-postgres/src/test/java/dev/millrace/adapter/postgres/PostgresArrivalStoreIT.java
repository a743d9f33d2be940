package dev.millrace.adapter.postgres;

import dev.millrace.testkit.ArrivalStoreContract;
import dev.millrace.testkit.PersistenceFixture;

class PostgresArrivalStoreIT extends ArrivalStoreContract {
    @Override
    protected PersistenceFixture fixture() {
        return new PostgresFixture();
    }
}
