package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitrateTest {
    @ParameterizedTest
    @CsvSource({
        "6000k, 6000000",
        "6000K, 6000000",
        "6M, 6000000",
        "1.5M, 1500000",
        "0.001k, 1",
        "128000, 128000",
        "999999999999M, 999999999999000000",
        "1.234567M, 1234567"
    })
    void what_people_write_is_read(String text, long bits) {
        assertThat(Bitrate.parse(text)).contains(new Bitrate(bits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "0", "0k", "-1k", "1.5", "1.2345k", "6 M", "6m", "6Mb", "1e3", "1,5M", "٣M"})
    void anything_else_is_not(String text) {
        assertThat(Bitrate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1000, 128_000, 128_001, Long.MAX_VALUE / 10_000_000})
    void what_is_written_is_read_as_the_same(long bits) {
        Bitrate bitrate = new Bitrate(bits);

        assertThat(Bitrate.parse(bitrate.toString())).contains(bitrate);
    }

    @Test
    void a_bitrate_is_at_least_one_bit_per_second() {
        assertThatThrownBy(() -> new Bitrate(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
