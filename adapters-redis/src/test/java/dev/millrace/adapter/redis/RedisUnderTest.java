package dev.millrace.adapter.redis;

import dev.millrace.testing.servers.RedisServer;
import java.util.concurrent.atomic.AtomicInteger;

/// One server for all contracts of this JVM; each test rings under a prefix of its own.
final class RedisUnderTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private RedisUnderTest() {}

    static RedisSignalling signalling() {
        return connect(new RedisConfig(Shared.SERVER.url(), false, "test-" + TESTS.incrementAndGet()));
    }

    static RedisSignalling connect(RedisConfig config) {
        try {
            return RedisSignalling.connect(config);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Shared {
        static final RedisServer SERVER = RedisServer.start();
    }
}
