package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Persistence;
import dev.millrace.testkit.PersistenceFixture;
import dev.millrace.testkit.TwinContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// In one database, which is emptied after each test: there are many of them.
class PostgresTwinsIT extends TwinContract {
    private static PostgresFixture shared;

    @BeforeAll
    static void create() {
        shared = new PostgresFixture();
    }

    @AfterAll
    static void drop() {
        shared.close();
    }

    @Override
    protected PersistenceFixture fixture() {
        return new Emptied();
    }

    private static final class Emptied implements PersistenceFixture {
        @Override
        public Persistence persistence() {
            return shared.persistence();
        }

        @Override
        public Instant now() {
            return shared.now();
        }

        @Override
        public void advance(Duration by) {
            shared.advance(by);
        }

        @Override
        public void close() {
            shared.sql().execute("truncate millrace.job, millrace.share, millrace.worker cascade");
        }
    }
}
