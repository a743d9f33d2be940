package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrackHeaderTest {
    @Test
    void a_picture_s_codec_is_its_profile_and_level() throws Exception {
        TrackHeader header = TrackHeader.read(Mp4Bytes.header(12288, Mp4Bytes.pictureEntry()));

        assertThat(header).isEqualTo(new TrackHeader(12288, "avc1.64001f", 4));
    }

    @Test
    void a_sound_s_codec_is_its_object_type() throws Exception {
        TrackHeader header = TrackHeader.read(Mp4Bytes.header(48000, Mp4Bytes.soundEntry()));

        assertThat(header).isEqualTo(new TrackHeader(48000, "mp4a.40.2", 0));
    }

    @Test
    void a_header_cut_anywhere_is_refused() {
        byte[] whole = Mp4Bytes.header(48000, Mp4Bytes.soundEntry());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> TrackHeader.read(cut));
        }
    }

    @Test
    void another_codec_is_refused() {
        byte[] header = Mp4Bytes.header(12288, Mp4Bytes.box("vp09", Mp4Bytes.zeros(78)));

        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> TrackHeader.read(header))
                .withMessageContaining("vp09");
    }
}
