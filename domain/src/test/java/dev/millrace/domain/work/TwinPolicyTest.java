package dev.millrace.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks of a minute of work, whose siblings do a second of work in a second.
class TwinPolicyTest {
    private static final long MINUTE = 60_000;
    private static final Siblings OTHERS = new Siblings(3, 1000);

    @ParameterizedTest(name = "after {0} s at {1}: {2}")
    @CsvSource({
        "60, 0.34, false", // a little faster than a third of the others
        "60, 0.33, true",
        "59, 0.33, false", // as long as the others take for the whole of it
        "90, 0.40, true",
        "120, 0.40, true",
        "120, 0.51, false",
        "600, 0.80, true",
        "600, 0.84, false",
        "60, 0, true",
    })
    void a_chunk_gets_a_twin_when_a_fresh_attempt_takes_half_as_long_as_what_is_left(
            int seconds, double progress, boolean twin) {
        OptionalDouble gain = gain(Tally.NONE, progress, seconds, OTHERS);

        assertThat(gain.isPresent()).isEqualTo(twin);
    }

    @Test
    void the_gain_is_the_time_by_which_the_twin_is_likely_to_be_earlier() {
        assertThat(gain(Tally.NONE, 0.1, 60, OTHERS).orElseThrow()).isEqualTo(540 - 60, within(1e-6));
        assertThat(gain(Tally.NONE, 0, 60, OTHERS).orElseThrow()).isInfinite();
    }

    @Test
    void a_small_chunk_is_left_alone_for_a_lease() {
        Siblings fast = new Siblings(3, 60_000);

        assertThat(gain(Tally.NONE, 0, 14, fast)).isEmpty();
        assertThat(gain(Tally.NONE, 0, 15, fast)).isPresent();
    }

    @Test
    void too_few_siblings_say_nothing() {
        assertThat(gain(Tally.NONE, 0, 600, new Siblings(2, 1000))).isEmpty();
        assertThat(gain(Tally.NONE, 0, 600, Siblings.of(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, true", "0, 2, false", "1, 0, false"})
    void a_chunk_that_failed_or_lost_its_worker_twice_gets_none(int attempts, int interruptions, boolean twin) {
        assertThat(gain(new Tally(attempts, interruptions), 0, 600, OTHERS).isPresent())
                .isEqualTo(twin);
    }

    @Test
    void siblings_are_judged_by_their_median() {
        assertThat(Siblings.of(List.of(900.0, 1.0, 1000.0))).isEqualTo(new Siblings(3, 900));
        assertThat(Siblings.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new Siblings(4, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, Double.NaN})
    void a_twin_that_would_end_later_is_refused(double advantage) {
        assertThatThrownBy(() -> new TwinPolicy(Duration.ZERO, advantage, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_policy_without_siblings_or_with_negative_patience_is_refused() {
        assertThatThrownBy(() -> new TwinPolicy(Duration.ZERO, 2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TwinPolicy(Duration.ofSeconds(-1), 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OptionalDouble gain(Tally tally, double progress, int seconds, Siblings others) {
        return TwinPolicy.STANDARD.gain(tally, MINUTE, progress, Duration.ofSeconds(seconds), others);
    }
}
