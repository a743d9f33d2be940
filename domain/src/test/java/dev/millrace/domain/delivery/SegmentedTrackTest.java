package dev.millrace.domain.delivery;

import static dev.millrace.domain.delivery.Made.aFile;
import static dev.millrace.domain.delivery.Made.aTrack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentedTrackTest {
    @Test
    void the_peak_is_that_of_the_dearest_segment() {
        SegmentedTrack track = aTrack("360p", "avc1.64001f", List.of(segment(1000, 6), segment(3000, 6)));

        assertThat(track.peak(6)).isEqualTo(new Bitrate(4000));
        assertThat(track.average()).isEqualTo(new Bitrate(2667));
    }

    @Test
    void a_last_segment_of_a_few_frames_is_measured_with_the_one_before_it() {
        SegmentedTrack track = aTrack("360p", "avc1.64001f", List.of(segment(6000, 6), segment(5000, 1)));

        assertThat(track.peak(6)).isEqualTo(new Bitrate(12_572));
    }

    @Test
    void short_segments_are_measured_together_up_to_one_and_a_half_target_durations() {
        SegmentedTrack track = aTrack(
                "360p",
                "avc1.64001f",
                List.of(segment(100, 1), segment(900, 1), segment(100, 1), segment(500, 1), segment(100, 1)));

        // The dearest run of 2 or 3 seconds when the target is 4: 900 and 100 and 500 bytes.
        assertThat(track.peak(4)).isEqualTo(new Bitrate(4000));
    }

    @Test
    void a_track_much_shorter_than_the_target_is_measured_whole() {
        SegmentedTrack track = aTrack("360p", "avc1.64001f", List.of(segment(1000, 1)));

        assertThat(track.peak(6)).isEqualTo(new Bitrate(8000));
    }

    @Test
    void parts_are_joined_in_order_under_the_first_header() {
        SegmentedTrack first = aTrack("360p", "avc1.64001f", List.of(segment(1, 6)));
        SegmentedTrack second = new SegmentedTrack(
                first.rendition(), "avc1.64001f", aFile("elsewhere/init.mp4", 800), List.of(segment(2, 6)));

        SegmentedTrack joined = SegmentedTrack.joined(List.of(first, second));

        assertThat(joined.init()).isEqualTo(first.init());
        assertThat(joined.segments()).containsExactly(segment(1, 6), segment(2, 6));
        assertThat(joined.duration()).isEqualByComparingTo(new MediaDuration(12, 1));
    }

    @Test
    void parts_of_other_headers_codecs_or_renditions_are_not_joined() {
        SegmentedTrack first = aTrack("360p", "avc1.64001f", List.of(segment(1, 6)));
        StoredFile otherHeader = new StoredFile(new ObjectKey("i"), new ByteSize(800), "cd".repeat(32));

        assertRefused(first, new SegmentedTrack(first.rendition(), first.codecs(), otherHeader, first.segments()));
        assertRefused(first, new SegmentedTrack(first.rendition(), "avc1.4d401f", first.init(), first.segments()));
        assertRefused(
                first, new SegmentedTrack(new RenditionId("720p"), first.codecs(), first.init(), first.segments()));
        assertThatThrownBy(() -> SegmentedTrack.joined(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "avc1.64001f,mp4a.40.2", "avc1\"", "avc1 ", "avc1\n", "a..b", ".a"})
    void codecs_that_would_break_an_attribute_are_refused(String codecs) {
        assertThatThrownBy(() -> aTrack("360p", codecs, List.of(segment(1, 6))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_is_neither_a_segment_nor_a_track() {
        assertThatThrownBy(() -> segment(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> aTrack("360p", "avc1.64001f", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(SegmentedTrack first, SegmentedTrack second) {
        assertThatThrownBy(() -> SegmentedTrack.joined(List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MediaSegment segment(long bytes, long seconds) {
        return new MediaSegment(aFile("s", bytes), new MediaDuration(seconds, 1));
    }
}
