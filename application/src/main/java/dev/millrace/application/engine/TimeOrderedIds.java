package dev.millrace.application.engine;

import dev.millrace.application.port.Ids;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.identity.WorkerId;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, a counter of 12 bits for those of one
/// millisecond (6.2, method 1), 62 random bits.
public final class TimeOrderedIds implements Ids {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;
    private long last;

    /// @param clock the milliseconds
    /// @param random the random bits; a secure one where ids must not be guessed
    public TimeOrderedIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public JobId job() {
        return new JobId(next());
    }

    @Override
    public UploadId upload() {
        return new UploadId(next());
    }

    @Override
    public KeyId key() {
        return new KeyId(next());
    }

    @Override
    public WebhookId webhook() {
        return new WebhookId(next());
    }

    @Override
    public WorkerId worker() {
        return new WorkerId(next());
    }

    /// Time and counter as one number that only grows, also when the clock is set back or more than 4096 ids are made
    /// in a millisecond.
    private synchronized UUID next() {
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        long high = ((last >>> COUNTER_BITS) << 16) | VERSION_7 | (last & 0xFFF);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
