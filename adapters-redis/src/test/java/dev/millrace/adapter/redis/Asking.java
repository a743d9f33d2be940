package dev.millrace.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/// Asks test servers how they are. All questions share one client: its threads are many.
final class Asking {
    private static final RedisClient CLIENT = RedisClient.create();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(5);

    private Asking() {}

    static <T> T asked(RedisServer server, Function<RedisCommands<String, String>, T> question) {
        try (var connection = CLIENT.connect(StringCodec.UTF8, RedisURI.create(server.url()))) {
            return question.apply(connection.sync());
        }
    }

    /// Asks again and again until the answer is the right one.
    static <T> void awaitAnswer(
            RedisServer server, Function<RedisCommands<String, String>, T> question, Predicate<T> right) {
        try (var connection = CLIENT.connect(StringCodec.UTF8, RedisURI.create(server.url()))) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            T answer = question.apply(connection.sync());
            while (!right.test(answer) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(BETWEEN.toNanos());
                answer = question.apply(connection.sync());
            }
            assertThat(right).accepts(answer);
        }
    }
}
