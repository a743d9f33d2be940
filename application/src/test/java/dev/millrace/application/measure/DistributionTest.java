package dev.millrace.application.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.measure.Distribution.UpTo;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void values_are_counted_up_to_each_bound_and_beyond_the_last() {
        Distribution distribution = new Distribution(1, 2);

        for (double value : new double[] {0.5, 1, 1.5, 3}) {
            distribution.record(value);
        }

        assertThat(distribution.read().upTo()).containsExactly(new UpTo(1, 2), new UpTo(2, 3));
        assertThat(distribution.read().count()).isEqualTo(4);
        assertThat(distribution.read().sum()).isEqualTo(6);
    }

    @Test
    void no_value_of_many_threads_is_lost() {
        Distribution distribution = new Distribution(1);

        IntStream.range(0, 10_000).parallel().forEach(_ -> distribution.record(1));

        assertThat(distribution.read().count()).isEqualTo(10_000);
        assertThat(distribution.read().sum()).isEqualTo(10_000);
    }

    @Test
    void bounds_that_do_not_ascend_are_refused() {
        assertThatThrownBy(() -> new Distribution(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Distribution(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
