package dev.millrace.application.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.CheckHealth.Component;
import dev.millrace.application.client.CheckHealth.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private static final Component UP = new Component("part", Status.UP, "It answers.");
    private static final Component SILENT = new Component("part", Status.DOWN, "It does not answer in time.");
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void a_part_is_asked_anew_each_time() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HealthCheck check = new HealthCheck(
                () -> {
                    asked.incrementAndGet();
                    return UP;
                },
                SILENT,
                LONG);

        assertThat(check.begin().answer()).isEqualTo(UP);
        assertThat(check.begin().answer()).isEqualTo(UP);

        assertThat(asked).hasValue(2);
    }

    @Test
    void a_part_that_hangs_is_silent_and_is_asked_by_one_thread_alone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch mended = new CountDownLatch(1);
        HealthCheck check = new HealthCheck(
                () -> {
                    asked.incrementAndGet();
                    awaitQuietly(mended);
                    return UP;
                },
                SILENT,
                Duration.ofMillis(10));

        assertThat(check.begin().answer()).isEqualTo(SILENT);
        HealthCheck.Asked again = check.begin();
        assertThat(again.answer()).isEqualTo(SILENT);
        mended.countDown();

        assertThat(asked).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
