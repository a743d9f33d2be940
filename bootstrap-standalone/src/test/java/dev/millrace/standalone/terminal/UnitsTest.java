package dev.millrace.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.FrameRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0:00",
        "499,0:00",
        "500,0:01",
        "17000,0:17",
        "82100,1:22",
        "3599499,59:59",
        "3599500,1:00:00",
        "7509000,2:05:09"
    })
    void time_is_read_as_on_a_clock(long millis, String read) {
        assertThat(Units.clock(Duration.ofMillis(millis))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"34,0.03 s", "1600,1.6 s", "9949,9.9 s", "9950,0:10", "82100,1:22"})
    void short_films_have_tenths(long millis, String read) {
        assertThat(Units.length(Duration.ofMillis(millis))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "2449999,2.4 MB",
        "9949999,9.9 MB",
        "51200000,51 MB",
        "999499999,999 MB",
        "999500000,1.0 GB"
    })
    void sizes_have_two_digits_that_count(long bytes, String read) {
        assertThat(Units.size(new ByteSize(bytes))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"24,1,24", "24000,1001,23.976", "60000,1001,59.94", "25,2,12.5", "100,1,100"})
    void rates_have_no_needless_decimals(int numerator, int denominator, String read) {
        assertThat(Units.rate(new FrameRate(numerator, denominator))).isEqualTo(read);
    }

    @Test
    void a_name_cannot_move_the_cursor() {
        assertThat(Units.printable("a\nb\u001b[31mc\u009b\u202ed 映画 🎬")).isEqualTo("a?b?[31mc??d 映画 🎬");
    }
}
