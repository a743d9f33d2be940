package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.adapter.ffmpeg.MovieFile.MovieTrack;
import dev.millrace.domain.media.MediaDuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieFileTest {
    private static final byte[] INDEX =
            Mp4Bytes.box("moov", track("vide", 12288, 512, 100, 20, 30), track("soun", 48000, 1024, 50, 50));
    private static final byte[] DATA = Mp4Bytes.box("mdat", Mp4Bytes.zeros(250));

    @TempDir
    private Path folder;

    @Test
    void every_track_is_counted_and_measured() throws Exception {
        MovieFile movie = read(INDEX, DATA);

        assertThat(movie.tracks())
                .containsExactly(
                        new MovieTrack("vide", 3, 150, new MediaDuration(1536, 12288)),
                        new MovieTrack("soun", 2, 100, new MediaDuration(2048, 48000)));
    }

    @Test
    void an_index_behind_the_data_is_refused() {
        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> read(DATA, INDEX))
                .withMessageContaining("in front");
    }

    @Test
    void data_shorter_than_the_index_says_is_refused() {
        assertThatExceptionOfType(BadOutput.class)
                .isThrownBy(() -> read(INDEX, Mp4Bytes.box("mdat", Mp4Bytes.zeros(200))))
                .withMessageContaining("incomplete");
    }

    @Test
    void a_file_cut_anywhere_is_refused() {
        byte[] whole = Mp4Bytes.join(INDEX, DATA);

        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> read(cut));
        }
    }

    private MovieFile read(byte[]... parts) throws Exception {
        return MovieFile.read(Files.write(folder.resolve("movie.mp4"), Mp4Bytes.join(parts)));
    }

    /// The header's own length is one sample too long, as ffmpeg writes it for some orders of pictures.
    private static byte[] track(String kind, int clock, int sampleTicks, int... sizes) {
        byte[] hdlr = Mp4Bytes.box("hdlr", Mp4Bytes.zeros(8), kind.getBytes(StandardCharsets.ISO_8859_1));
        byte[] mdhd = Mp4Bytes.box(
                "mdhd", Mp4Bytes.zeros(12), Mp4Bytes.number(clock), Mp4Bytes.number(sampleTicks * (sizes.length + 1)));
        byte[][] table = Arrays.stream(sizes).mapToObj(Mp4Bytes::number).toArray(byte[][]::new);
        byte[] stsz = Mp4Bytes.box("stsz", Mp4Bytes.zeros(8), Mp4Bytes.number(sizes.length), Mp4Bytes.join(table));
        byte[] stts = Mp4Bytes.box(
                "stts",
                Mp4Bytes.zeros(4),
                Mp4Bytes.number(2),
                Mp4Bytes.number(1),
                Mp4Bytes.number(sampleTicks),
                Mp4Bytes.number(sizes.length - 1),
                Mp4Bytes.number(sampleTicks));
        return Mp4Bytes.box(
                "trak", Mp4Bytes.box("mdia", mdhd, hdlr, Mp4Bytes.box("minf", Mp4Bytes.box("stbl", stts, stsz))));
    }
}
