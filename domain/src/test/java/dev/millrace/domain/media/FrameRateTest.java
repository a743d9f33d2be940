package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateTest {
    @ParameterizedTest
    @CsvSource({
        "25, 1, PT0S, 0",
        "25, 1, PT0.019999999S, 0",
        "25, 1, PT0.02S, 1",
        "25, 1, PT0.04S, 1",
        "25, 1, PT-0.019999999S, 0",
        "25, 1, PT-0.02S, 0",
        "25, 1, PT-0.020000001S, -1",
        "25, 1, PT-0.06S, -1",
        "25, 1, PT-0.060000001S, -2",
        "24000, 1001, PT6S, 144",
        "30000, 1001, PT24H, 2589411"
    })
    void an_instant_falls_into_the_nearest_slot_and_the_later_of_two(
            int numerator, int denominator, Duration time, long slot) {
        assertThat(new FrameRate(numerator, denominator).slotsIn(time)).isEqualTo(slot);
    }

    @Test
    void the_instant_at_which_a_slot_begins_falls_into_that_slot() {
        Property.holds(500, any -> {
            FrameRate rate = new FrameRate((int) any.ofAnySize(1, 100_000_000), (int) any.ofAnySize(1, 1_000_000));
            long slot = any.ofAnySize(1, 10_000_000);

            assertThat(rate.slotsIn(rate.timeOf(slot)))
                    .as("%s, slot %d", rate, slot)
                    .isEqualTo(slot);
        });
    }

    @Test
    void frames_last_exactly_as_long_as_they_are_many() {
        assertThat(new FrameRate(24_000, 1001).durationOf(144)).isEqualTo(new MediaDuration(144_144, 24_000));
    }

    @Test
    void rates_are_in_lowest_terms_and_in_order() {
        assertThat(new FrameRate(50, 2)).isEqualTo(FrameRate.of(25)).hasToString("25");
        assertThat(new FrameRate(48_000, 2002)).hasToString("24000/1001");
        assertThat(new FrameRate(24_000, 1001)).isLessThan(FrameRate.of(24));
        assertThat(new FrameRate(Integer.MAX_VALUE, 1)).isGreaterThan(new FrameRate(1, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-25, 1", "25, -1"})
    void a_rate_is_positive(int numerator, int denominator) {
        assertThatThrownBy(() -> new FrameRate(numerator, denominator)).isInstanceOf(IllegalArgumentException.class);
    }
}
