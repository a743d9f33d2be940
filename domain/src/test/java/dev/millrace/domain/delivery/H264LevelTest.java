package dev.millrace.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.VideoEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264LevelTest {
    /// The levels that x264 wrote into its headers for these settings.
    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 24, FAST, 6000, 12000, 40",
        "1920, 1080, 60, FAST, 9000, 18000, 42",
        "1920, 1080, 24, SLOW, 6000, 12000, 50",
        "1920, 1080, 24, SLOWER, 6000, 12000, 50",
        "1920, 1080, 24, VERYSLOW, 6000, 12000, 51",
        "1280, 720, 24, FAST, 3000, 6000, 31",
        "1280, 720, 60, FAST, 4500, 9000, 32",
        "1280, 720, 24, SUPERFAST, 3000, 6000, 31",
        "1280, 720, 24, VERYFAST, 13000, 26000, 40",
        "1280, 720, 24, MEDIUM, 3000, 6000, 31",
        "854, 480, 24, FAST, 1200, 2400, 30",
        "640, 360, 30, FAST, 700, 1400, 30",
        "320, 180, 25, ULTRAFAST, 400, 800, 13",
        "320, 180, 25, ULTRAFAST, 14000, 14000, 31",
        "320, 180, 25, ULTRAFAST, 14001, 14001, 32",
        "320, 180, 25, FASTER, 17500, 17500, 31",
        "320, 180, 25, FASTER, 17501, 17501, 32",
        "160, 90, 25, ULTRAFAST, 150, 300, 11",
        "176, 144, 10, FAST, 60, 120, 10",
        "3840, 2160, 30, FAST, 20000, 40000, 51"
    })
    void a_level_is_the_lowest_that_holds_the_rendition(
            int width, int height, int rate, Preset preset, int cap, int buffer, int level) {
        VideoRendition rendition = new VideoRendition(
                new RenditionId("x"),
                new VideoEncoder.X264(preset),
                new FrameSize(width, height),
                22,
                Bitrate.kbps(cap),
                Bitrate.kbps(buffer));

        assertThat(H264Level.of(rendition, preset, FrameRate.of(rate)).code()).isEqualTo(level);
    }

    @Test
    void what_no_level_holds_is_said_to_need_the_highest() {
        VideoRendition rendition = new VideoRendition(
                new RenditionId("x"),
                new VideoEncoder.X264(Preset.FAST),
                new FrameSize(16_384, 16_384),
                22,
                Bitrate.kbps(80_000),
                Bitrate.kbps(160_000));

        assertThat(H264Level.of(rendition, Preset.FAST, FrameRate.of(30)).code())
                .isEqualTo(62);
    }
}
