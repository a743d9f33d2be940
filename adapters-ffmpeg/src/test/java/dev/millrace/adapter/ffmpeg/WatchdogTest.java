package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.ffmpeg.Watchdog.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofSeconds(100), Duration.ofSeconds(10));

    private Duration worked = Duration.ZERO;
    private final Watchdog watchdog = new Watchdog(LIMITS, () -> worked, 0);

    @Test
    void a_process_that_reports_new_positions_goes_on_to_the_last_allowed_moment() {
        for (int second = 1; second < 100; second++) {
            assertThat(look(second, second)).isEqualTo(Verdict.GOING_ON);
        }

        assertThat(look(100, 100)).isEqualTo(Verdict.OUT_OF_TIME);
    }

    @Test
    void a_process_that_reports_nothing_and_does_nothing_stalls() {
        assertThat(look(4, null)).isEqualTo(Verdict.GOING_ON);
        assertThat(look(5, null)).isEqualTo(Verdict.GOING_ON);
        assertThat(look(9, null)).isEqualTo(Verdict.GOING_ON);

        assertThat(look(10, null)).isEqualTo(Verdict.STALLED);
    }

    @Test
    void a_process_that_stops_at_a_position_stalls_as_long_after() {
        assertThat(look(20, 7)).isEqualTo(Verdict.GOING_ON);
        assertThat(look(25, 7)).isEqualTo(Verdict.GOING_ON);

        assertThat(look(30, 7)).isEqualTo(Verdict.STALLED);
    }

    @Test
    void a_process_that_works_in_silence_goes_on() {
        for (int second = 1; second < 60; second++) {
            worked = worked.plusMillis(500);
            assertThat(look(second, null)).isEqualTo(Verdict.GOING_ON);
        }
    }

    @Test
    void work_that_ends_in_silence_stalls() {
        for (int second = 1; second < 30; second++) {
            worked = worked.plusMillis(500);
            look(second, null);
        }

        Verdict last = Verdict.GOING_ON;
        for (int second = 30; second < 41 && last == Verdict.GOING_ON; second++) {
            last = look(second, null);
        }

        assertThat(last).isEqualTo(Verdict.STALLED);
    }

    @Test
    void a_watcher_that_was_away_does_not_blame_the_process() {
        assertThat(look(1, 1)).isEqualTo(Verdict.GOING_ON);

        assertThat(look(60, 1)).isEqualTo(Verdict.GOING_ON);
        assertThat(look(62, 2)).isEqualTo(Verdict.GOING_ON);
    }

    private Verdict look(int second, Object position) {
        return watchdog.look(Duration.ofSeconds(second).toNanos(), position);
    }
}
