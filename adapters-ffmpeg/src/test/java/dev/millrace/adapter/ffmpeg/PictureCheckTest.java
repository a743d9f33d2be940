package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.adapter.ffmpeg.Mp4Bytes.Sample;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Groups of 3 pictures, segments of 2 groups, 512 ticks for each picture; the chunk begins at slot 6.
class PictureCheckTest {
    private static final int TICKS = 512;
    private static final Grid GRID = new Grid(FrameRate.of(24), 3, 2);
    private static final TrackHeader HEADER = new TrackHeader(12288, "avc1.64001f", 4);

    private final PictureCheck check = new PictureCheck(GRID, 6);

    @Test
    void segments_on_the_grid_are_accepted_and_counted() throws Exception {
        MediaDuration first = accept(6, aSegment(6));
        MediaDuration second = accept(12, aSegment(4));

        assertThat(first).isEqualTo(new MediaDuration(6 * TICKS, 12288));
        assertThat(second).isEqualTo(new MediaDuration(4 * TICKS, 12288));
        assertThat(check.frames()).isEqualTo(10);
    }

    @Test
    void a_segment_that_begins_late_is_refused() {
        refused("decoding times", 7, aSegment(6));
    }

    @Test
    void a_segment_longer_than_planned_is_refused() {
        refused("holds 7", 6, aSegment(7));
    }

    @Test
    void nothing_may_follow_a_segment_that_is_too_short() throws Exception {
        accept(6, aSegment(4));

        refused("too few", 10, aSegment(6));
    }

    @Test
    void a_doubled_picture_is_refused() {
        List<Sample> samples = aSegment(6);
        samples.set(1, sample(0, false, Mp4Bytes.picture(1, 9)));
        samples.set(2, sample(-1, false, Mp4Bytes.picture(1, 9)));

        refused("missing, doubled", 6, samples);
    }

    @Test
    void a_picture_between_two_slots_is_refused() {
        List<Sample> samples = aSegment(6);
        samples.set(1, new Sample(TICKS, 100, Mp4Bytes.OTHER_FLAGS, Mp4Bytes.picture(1, 9)));

        refused("between two slots", 6, samples);
    }

    @Test
    void a_missing_key_picture_is_refused() {
        List<Sample> samples = aSegment(6);
        samples.set(3, sample(0, false, Mp4Bytes.picture(1, 9)));

        refused("key pictures", 6, samples);
    }

    @Test
    void a_key_picture_out_of_turn_is_refused() {
        List<Sample> samples = aSegment(6);
        samples.set(4, sample(1, true, Mp4Bytes.picture(5, 9)));
        samples.set(5, sample(-1, false, Mp4Bytes.picture(1, 9)));

        refused("key pictures", 6, samples);
    }

    @Test
    void a_key_picture_that_is_none_inside_is_refused() {
        List<Sample> samples = aSegment(6);
        samples.set(0, sample(0, true, Mp4Bytes.picture(1, 9)));

        refused("key pictures", 6, samples);
    }

    @Test
    void a_damaged_unit_is_refused() {
        byte[] tooLong = Mp4Bytes.picture(1, 9);
        tooLong[3]++;
        byte[] forbidden = Mp4Bytes.picture(0x81, 9);

        for (byte[] bytes : List.of(tooLong, forbidden, Arrays.copyOf(forbidden, 4), new byte[3])) {
            List<Sample> samples = aSegment(6);
            samples.set(5, sample(0, false, bytes));
            refused("unit of a picture", 6, samples);
        }
    }

    @Test
    void a_clock_that_cannot_count_frames_is_refused() {
        TrackHeader header = new TrackHeader(1000, "avc1.64001f", 4);

        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> check.accept(header, Fragment.read(Mp4Bytes.segment(0, aSegment(6)))))
                .withMessageContaining("1000 Hz");
    }

    @Test
    void a_segment_cut_anywhere_is_refused() {
        byte[] whole = Mp4Bytes.segment(6 * TICKS, aSegment(6));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> Fragment.read(cut));
        }
    }

    private MediaDuration accept(long slot, List<Sample> samples) throws BadOutput {
        return check.accept(HEADER, Fragment.read(Mp4Bytes.segment(slot * TICKS, samples)));
    }

    private void refused(String why, long slot, List<Sample> samples) {
        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> accept(slot, samples))
                .withMessageContaining(why);
    }

    /// In each group the second and third picture are decoded in the other order than they are shown.
    private static List<Sample> aSegment(int frames) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            boolean pair = i % 3 == 1 && i + 1 < frames;
            boolean partner = i % 3 == 2;
            int places = pair ? 1 : partner ? -1 : 0;
            samples.add(sample(places, i % 3 == 0, Mp4Bytes.picture(i % 3 == 0 ? 5 : 1, 20 + i)));
        }
        return samples;
    }

    private static Sample sample(int places, boolean key, byte[] bytes) {
        int flags = key ? Mp4Bytes.KEY_FLAGS : Mp4Bytes.OTHER_FLAGS;
        return new Sample(TICKS, places * TICKS, flags, bytes);
    }
}
