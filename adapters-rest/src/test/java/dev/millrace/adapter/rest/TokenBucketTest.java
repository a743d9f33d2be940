package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(-SECOND);
    private final TokenBucket bucket = new TokenBucket(2, 5, now::get);

    @Test
    void so_many_pass_together_and_no_more() {
        assertThat(passed(9)).isEqualTo(5);
    }

    @Test
    void then_so_many_pass_in_a_second() {
        passed(9);

        now.addAndGet(SECOND);

        assertThat(passed(9)).isEqualTo(2);
    }

    @Test
    void what_is_asked_in_vain_costs_nothing() {
        passed(9);
        for (int i = 0; i < 10; i++) {
            now.addAndGet(SECOND / 10);
            passed(0);
        }

        assertThat(passed(9)).isEqualTo(2);
    }

    @Test
    void a_long_quiet_time_saves_up_no_more_than_may_come_together() {
        now.addAndGet(1000 * SECOND);

        assertThat(passed(9)).isEqualTo(5);
    }

    private long passed(int asked) {
        return IntStream.range(0, asked).filter(_ -> bucket.take()).count();
    }
}
