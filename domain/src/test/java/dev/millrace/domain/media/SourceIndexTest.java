package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceIndexTest {
    @Test
    void the_keys_up_to_a_time_are_those_that_a_look_at_each_would_count() {
        Property.holds(200, any -> {
            SourceIndex index = Films.anyIndex(any, Duration.ofMillis(any.ofAnySize(1, 60_000)));
            Duration time = any.chance(0.5) ? Duration.ofMillis(any.whole(-200, 61_000)) : any.of(index.keys());

            int counted = (int) index.keys().stream()
                    .filter(key -> key.compareTo(time) <= 0)
                    .count();

            assertThat(index.keysUpTo(time)).isEqualTo(counted);
        });
    }

    @Test
    void a_picture_that_is_shown_for_no_time_still_fills_a_slot() {
        SourceIndex index = new SourceIndex(1, Duration.ZERO, Duration.ZERO, List.of(), true);

        assertThat(index.slots(FrameRate.of(25))).isEqualTo(1);
    }

    @Test
    void what_can_not_be_searched_is_refused() {
        List<Duration> descending = List.of(Duration.ofSeconds(2), Duration.ofSeconds(1));

        assertThatThrownBy(() -> new SourceIndex(2, Duration.ZERO, Duration.ofSeconds(3), descending, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourceIndex(-1, Duration.ZERO, Duration.ZERO, List.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourceIndex(1, Duration.ofSeconds(1), Duration.ZERO, List.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
