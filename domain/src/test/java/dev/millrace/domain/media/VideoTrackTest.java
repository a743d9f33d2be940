package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoTrackTest {
    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 1, 1, 0, 1920x1080",
        "1920, 1080, 1, 1, 1, 1080x1920",
        "1920, 1080, 1, 1, 2, 1920x1080",
        "1920, 1080, 1, 1, 3, 1080x1920",
        "960, 1080, 2, 1, 0, 1920x1080",
        "1920, 540, 1, 2, 0, 1920x1080",
        "720, 576, 64, 45, 0, 1024x576",
        "720, 480, 8, 9, 0, 720x540",
        "720, 480, 32, 27, 1, 480x853",
        "1, 1, 8, 1, 1, 1x8"
    })
    void a_picture_is_shown_upright_with_square_pixels_and_never_smaller_than_coded(
            int width, int height, int across, int down, int turns, String display) {
        VideoTrack track = Films.picture(
                new FrameSize(width, height),
                new Ratio(across, down),
                turns,
                FrameRate.of(25),
                FrameRate.of(25),
                OptionalLong.empty());

        assertThat(track.display()).hasToString(display);
    }
}
