package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmallThingsTest {
    @Test
    void seconds_have_six_decimals_and_are_never_too_large() {
        assertThat(Seconds.of(Duration.ZERO)).isEqualTo("0.000000");
        assertThat(Seconds.of(Duration.ofNanos(5_960_264_900L))).isEqualTo("5.960264");
        assertThat(Seconds.of(Duration.ofMillis(-23))).isEqualTo("-0.023000");
        assertThat(Seconds.of(Duration.ofNanos(43_473_512_345_000L))).isEqualTo("43473.512345");
    }

    @Test
    void ffmpeg_5_1_is_new_enough_and_5_0_is_not() {
        assertThat(Examination.tooOld("libavcodec     59. 37.100 / 59. 37.100")).isFalse();
        assertThat(Examination.tooOld("libavcodec     62. 11.100 / 62. 11.100")).isFalse();
        assertThat(Examination.tooOld("libavcodec     59. 18.100 / 59. 18.100")).isTrue();
        assertThat(Examination.tooOld("libavcodec     58.134.100 / 58.134.100")).isTrue();
        assertThat(Examination.tooOld("ffmpeg version 6.0")).isTrue();
    }

    @Test
    void a_picture_s_contrast_is_the_first_that_is_told() {
        String printed = """
                frame:0 pts:0
                lavfi.signalstats.YLOW=17
                lavfi.signalstats.YHIGH=201
                frame:1 pts:1
                lavfi.signalstats.YLOW=3
                lavfi.signalstats.YHIGH=5
                """;

        assertThat(StillTaking.contrast(printed)).isEqualTo(184);
        assertThat(StillTaking.contrast("")).isZero();
    }

    @Test
    void limits_must_let_something_through() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceLimits(0, 1, Duration.ofHours(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessLimits(Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Test
    void a_full_disk_is_told_from_other_trouble() {
        MediaFailed full = Scratch.unusable(new IOException("/x: No space left on device"));
        MediaFailed other = Scratch.unusable(new IOException("/x: Input/output error"));

        assertThat(full.failure().code()).isEqualTo(FailureCode.DISK_FULL);
        assertThat(other.failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR);
    }
}
