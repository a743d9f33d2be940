package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaDurationTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1, 1", "13, 2, 1, 7", "1499, 1000, 1, 1", "1, 3, 1000000, 333333", "2, 3, 1000000, 666667"})
    void a_length_in_units_of_another_clock_is_rounded_half_up(long ticks, long perSecond, long units, long expected) {
        assertThat(new MediaDuration(ticks, perSecond).in(units)).isEqualTo(expected);
    }

    @Test
    void sums_are_exact_whatever_the_clocks() {
        Property.holds(200, any -> {
            MediaDuration a = new MediaDuration(any.whole(0L, 10_000_000L), any.of(24_000L, 48_000L, 90_000L));
            MediaDuration b = new MediaDuration(any.whole(0L, 10_000_000L), any.of(30_000L, 44_100L, 60L));

            MediaDuration sum = a.plus(b);

            assertThat(sum).isEqualByComparingTo(b.plus(a));
            assertThat(seconds(sum).subtract(seconds(a)).subtract(seconds(b)).abs())
                    .isLessThan(new BigDecimal("1e-18"));
        });
    }

    @Test
    void lengths_are_compared_by_time_not_by_ticks() {
        assertThat(new MediaDuration(2, 2)).isEqualByComparingTo(new MediaDuration(48_000, 48_000));
        assertThat(new MediaDuration(1, 24)).isLessThan(new MediaDuration(2002, 48_000));
    }

    private static BigDecimal seconds(MediaDuration duration) {
        return BigDecimal.valueOf(duration.ticks())
                .divide(BigDecimal.valueOf(duration.perSecond()), 20, RoundingMode.HALF_UP);
    }
}
