package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayMatrixTest {
    /// Where the corners go decides: (1, 0) goes to (a, b) and (0, 1) to (c, d), with y growing downwards.
    @ParameterizedTest
    @CsvSource({
        " 1,  0,  0,  1, 0, false",
        " 0,  1, -1,  0, 1, false",
        "-1,  0,  0, -1, 2, false",
        " 0, -1,  1,  0, 3, false",
        "-1,  0,  0,  1, 0, true",
        " 0, -1, -1,  0, 1, true",
        " 1,  0,  0, -1, 2, true",
        " 0,  1,  1,  0, 3, true",
    })
    void every_turn_and_mirror_is_read(int a, int b, int c, int d, int turns, boolean mirrored) {
        String printed = "\n00000000: %12d %12d 0\n00000001: %12d %12d 0\n00000002: 0 0 1073741824\n"
                .formatted(a * 65536, b * 65536, c * 65536, d * 65536);

        assertThat(DisplayMatrix.orientation(printed)).isEqualTo(new Orientation(turns, mirrored));
    }

    @Test
    void a_turn_of_a_few_degrees_is_none() {
        String printed = "00000000: 65286 5712 0\n00000001: -5712 65286 0\n00000002: 0 0 1073741824\n";

        assertThat(DisplayMatrix.orientation(printed)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void nonsense_is_upright() {
        assertThat(DisplayMatrix.orientation("")).isEqualTo(Orientation.UPRIGHT);
        assertThat(DisplayMatrix.orientation("one\ntwo")).isEqualTo(Orientation.UPRIGHT);
    }
}
