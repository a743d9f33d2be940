package dev.millrace.testkit.memory;

import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.Persistence;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.PersistenceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

final class MemoryFixture implements PersistenceFixture {
    private final AdjustableClock clock = new AdjustableClock();
    private final Persistence persistence = new MemoryPersistence(clock, new Random(1));

    MemoryFixture() {
        clock.advance(Duration.ofMinutes(1));
    }

    @Override
    public Persistence persistence() {
        return persistence;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public void close() {
        persistence.close();
    }
}
