package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks cut anywhere hold the very frames of the whole film: their hashes are the same, slot for slot.
class LosslessFramesIT {
    private static final int CUTS = 8;

    @TempDir
    private Path folder;

    @Test
    void of_a_film_at_a_constant_rate() throws Exception {
        check(new Clips(folder).film());
    }

    @Test
    void of_open_groups_of_pictures() throws Exception {
        check(new Clips(folder).openGroups());
    }

    @Test
    void of_uneven_frames_with_holes() throws Exception {
        check(new Clips(folder).unevenFrames());
    }

    @Test
    void of_a_transport_stream_that_starts_late() throws Exception {
        check(new Clips(folder).lateTransportStream());
    }

    @Test
    void of_mpeg_2() throws Exception {
        check(new Clips(folder).mpeg2());
    }

    @Test
    void of_hevc() throws Exception {
        check(new Clips(folder).hevc());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interlaced.ts", "interlaced.mkv", "interlaced.mp4"})
    void of_interlaced_pictures(String name) throws Exception {
        check(new Clips(folder).interlaced(name));
    }

    @Test
    void of_fragments() throws Exception {
        check(new Clips(folder).fragmented());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weird/screenrec_gnome_vp8_37s.webm",
                "weird/mpeg2_ps_480p.mpeg",
                "weird/mkv_no_duration_annexb.mkv",
                "weird/phone_android_1080p_vfr_1s.mp4",
                "weird/wmv2_wma_35s.wmv",
                "weird/mkv_chapters_negative_start.mkv",
            })
    void of_real_films(String name) throws Exception {
        check(Corpus.file(name));
    }

    private void check(Path file) throws Exception {
        Reading reading = Reading.of(file, Machine.toolchain(), folder);
        SortedMap<Long, String> whole = reading.whole();
        assertThat(whole.keySet()).as("slots of the whole").containsExactlyElementsOf(slots(0, reading.slots()));

        for (long[] edges : cuts(reading)) {
            Reading.Cut cut = reading.cut(edges[0], edges[1]);
            assertThat(cut.frames())
                    .as("[%d, %d) by %s of %s", edges[0], edges[1], cut.entry(), cut.entries())
                    .isEqualTo(whole.subMap(edges[0], edges[1]));
        }
    }

    /// Random cuts, the first and the last frames, and cuts at, before and behind a key picture.
    private static List<long[]> cuts(Reading reading) {
        long end = reading.slots();
        Random random = new Random(end);
        List<long[]> cuts = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            long from = 1 + random.nextLong(Math.max(1, end - 2));
            cuts.add(new long[] {from, Math.min(end, from + 1 + random.nextLong(60))});
        }
        cuts.add(new long[] {0, Math.min(end, 20)});
        cuts.add(new long[] {Math.max(0, end - 7), end});
        List<Duration> keys = reading.index().keys();
        long key = reading.grid().rate().slotsIn(keys.get(keys.size() / 2));
        for (long from = key - 1; from <= key + 1; from++) {
            if (from >= 0 && from < end) {
                cuts.add(new long[] {from, Math.min(end, from + 24)});
            }
        }
        return cuts;
    }

    private static List<Long> slots(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
