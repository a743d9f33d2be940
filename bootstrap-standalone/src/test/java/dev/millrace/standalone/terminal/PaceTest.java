package dev.millrace.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void nothing_is_known_before_anything_was_done() {
        assertThat(pace.left()).isEmpty();

        observe(0, 0);
        observe(5, 0);

        assertThat(pace.sharePerSecond()).isEmpty();
        assertThat(pace.left()).isEmpty();
    }

    @Test
    void steady_work_ends_when_the_rest_is_done_at_the_same_speed() {
        for (int second = 0; second <= 10; second++) {
            observe(second, second * 0.02);
        }

        assertThat(pace.sharePerSecond().orElseThrow()).isEqualTo(0.02, Offset.offset(1e-9));
        assertThat(pace.left().orElseThrow()).isBetween(Duration.ofMillis(39_990), Duration.ofMillis(40_010));
    }

    @Test
    void what_was_long_ago_does_not_count() {
        observe(0, 0);
        for (int second = 100; second <= 140; second++) {
            observe(second, 0.001 * second);
        }

        assertThat(pace.sharePerSecond().orElseThrow()).isEqualTo(0.001, Offset.offset(1e-6));
    }

    private void observe(int second, double share) {
        pace.observe(Duration.ofSeconds(second), share);
    }
}
