package dev.millrace.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.profile.Cadence;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    @ParameterizedTest
    @CsvSource({"24000, 1001, 48", "25, 1, 50", "30000, 1001, 60", "60, 1, 120", "25, 2, 25", "90000, 2999, 60"})
    void a_group_is_as_many_whole_frames_as_come_nearest_to_two_seconds(int numerator, int denominator, int frames) {
        Grid grid = Grid.of(new FrameRate(numerator, denominator), Cadence.STREAMING);

        assertThat(grid.gopFrames()).isEqualTo(frames);
        assertThat(grid.segmentFrames()).isEqualTo(3 * frames);
    }

    @Test
    void groups_miss_their_length_by_half_a_frame_at_most_and_are_never_empty() {
        Property.holds(1000, any -> {
            FrameRate rate = GridRate.of(Films.anyPicture(any));
            Cadence cadence = new Cadence(Duration.ofMillis(any.whole(100, 10_000)), any.whole(1, 20));

            Grid grid = Grid.of(rate, cadence);

            double wanted = cadence.gop().toMillis() / 1000.0 * rate.perSecond();
            assertThat(Math.abs(grid.gopFrames() - wanted)).isLessThanOrEqualTo(wanted < 0.5 ? 1 : 0.5 + 1e-9);
        });
    }

    @Test
    void the_last_segment_may_be_filled_in_part() {
        Grid grid = new Grid(FrameRate.of(24), 48, 3);

        assertThat(grid.segments(144)).isEqualTo(1);
        assertThat(grid.segments(145)).isEqualTo(2);
    }
}
