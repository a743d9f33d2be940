package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.domain.profile.BuiltInProfiles;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Odd files that people really upload.
class RealFilmsIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // name, frames, width, height of the 180p rendition, seconds of sound
        "weird/3gp_h263_amr.3gp,                    83,  240, 180, 5.5",
        "weird/audio_gap_10s.mp4,                   721, 320, 180, 24.0",
        "weird/avi_mpeg4asp_mp3_960x400.avi,        98,  320, 134, 4.1",
        "weird/edit_list_sar1280x1281.mp4,          225, 320, 180, 9.0",
        "weird/flv_h264_aac.flv,                    58,  270, 180, 1.1",
        "weird/frag_bogus_duration.mp4,             32,  270, 180, 1.1",
        "weird/h264_1080i_tff_2xmp2_start2355s.ts,  62,  320, 180, 1.0",
        "weird/mkv_chapters_negative_start.mkv,     151, 240, 180, 5.0",
        "weird/mpeg2_1080p_mp2.ts,                  60,  320, 180, 2.4",
        "weird/ogv_theora_480p.ogv,                 250, 270, 180, 8.3",
        "weird/phone_android_1080p_vfr_1s.mp4,      46,  320, 180, 1.6",
        "weird/portrait_720x1080.mp4,               30,  180, 270, 1.1",
        "weird/rot90_h264_aac51.mp4,                47,  180, 320, 2.0",
        "weird/rotate_and_reflect.mp4,              30,  180, 270, 1.1",
        "weird/sar_11x12_ac3.mp4,                   21,  248, 180, 0.7",
        "weird/two_video_two_audio_subs.mp4,        325, 320, 180, 13.0",
        "bad/truncated_mid_mdat.mp4,                68,  320, 180, 2.7",
    })
    void keep_their_frames_their_shape_and_their_sound(String name, long frames, int width, int height, double seconds)
            throws Exception {
        Transcoding film = Transcoding.of(Corpus.file(name), BuiltInProfiles.TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.frames()).isEqualTo(frames);
        assertThat(result.told("stream=width,height")).isEqualTo(width + "," + height);
        assertThat(result.soundSeconds()).isCloseTo(seconds, within(0.1));
        assertThat(film.still(Duration.ZERO).file()).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "weird/av1_360p.mkv,                     125",
        "weird/dnxhr_hqx_12bit_1frame.mov,       1",
        "weird/gif_animated.gif,                 23",
        "weird/h264_480i_bff_484lines.mkv,       13",
        "weird/neg_first_pts_discard.mov,        15",
        "weird/prores_422hq_1080i.mov,           2",
        "weird/res_change_vp9.ivf,               10",
        "weird/start_at_10s_sar1137x800.mp4,     120",
        "weird/vp9_642x642.webm,                 90",
        "weird/vp9_profile2_10bit.webm,          72",
    })
    void that_are_silent_keep_their_frames(String name, long frames) throws Exception {
        Transcoding film = Transcoding.of(Corpus.file(name), BuiltInProfiles.TEST, folder);

        assertThat(film.sound()).isEmpty();
        assertThat(new Watching(film.joined(0), folder).frames()).isEqualTo(frames);
    }
}
