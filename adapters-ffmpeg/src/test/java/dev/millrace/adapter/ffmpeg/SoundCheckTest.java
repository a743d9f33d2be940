package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.adapter.ffmpeg.Mp4Bytes.Sample;
import dev.millrace.domain.media.MediaDuration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundCheckTest {
    private static final TrackHeader HEADER = new TrackHeader(48000, "mp4a.40.2", 0);
    private static final Sample BLOCK = new Sample(1024, 0, Mp4Bytes.KEY_FLAGS, new byte[50]);

    private final SoundCheck check = new SoundCheck();

    @Test
    void segments_that_follow_each_other_from_the_beginning_are_accepted() throws Exception {
        assertThat(accept(0, Collections.nCopies(282, BLOCK))).isEqualTo(new MediaDuration(282 * 1024, 48000));
        assertThat(accept(282 * 1024, List.of(BLOCK, new Sample(596, 0, Mp4Bytes.KEY_FLAGS, new byte[50]))))
                .isEqualTo(new MediaDuration(1024 + 596, 48000));
    }

    @Test
    void sound_that_begins_before_or_after_the_film_is_refused() {
        refused("gap", 1024, List.of(BLOCK));
        refused("gap", -1024, List.of(BLOCK));
    }

    @Test
    void a_gap_between_segments_is_refused() throws Exception {
        accept(0, List.of(BLOCK));

        refused("gap", 2048, List.of(BLOCK));
    }

    @Test
    void a_block_of_another_length_is_refused() {
        refused("malformed", 0, List.of(new Sample(2048, 0, Mp4Bytes.KEY_FLAGS, new byte[50])));
        refused("malformed", 0, List.of(new Sample(1024, 0, Mp4Bytes.KEY_FLAGS, new byte[0])));
    }

    @Test
    void only_the_last_block_may_be_cut() {
        Sample cut = new Sample(1, 0, Mp4Bytes.KEY_FLAGS, new byte[50]);

        refused("malformed", 0, List.of(BLOCK, cut, BLOCK));
    }

    private MediaDuration accept(long start, List<Sample> samples) throws BadOutput {
        return check.accept(HEADER, Fragment.read(Mp4Bytes.segment(start, samples)));
    }

    private void refused(String why, long start, List<Sample> samples) {
        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> accept(start, samples))
                .withMessageContaining(why);
    }
}
