package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.FrameSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegFileTest {
    /// Start, a comment, a frame of 320 x 180, a scan, end.
    private static final byte[] PICTURE = HexFormat.of()
            .parseHex("ffd8" + "fffe00044142" + "ffc0001108" + "00b40140" + "03" + "0".repeat(18) + "ffd9");

    @TempDir
    private Path folder;

    @Test
    void a_whole_picture_of_the_right_size_is_accepted() throws Exception {
        assertThat(JpegFile.isWhole(file(PICTURE), new FrameSize(320, 180))).isTrue();
    }

    @Test
    void another_size_is_refused() throws Exception {
        assertThat(JpegFile.isWhole(file(PICTURE), new FrameSize(180, 320))).isFalse();
    }

    @Test
    void a_picture_without_its_end_is_refused() throws Exception {
        byte[] cut = Arrays.copyOf(PICTURE, PICTURE.length - 2);

        assertThat(JpegFile.isWhole(file(cut), new FrameSize(320, 180))).isFalse();
    }

    @Test
    void no_file_and_no_bytes_are_refused() throws Exception {
        assertThat(JpegFile.isWhole(folder.resolve("none"), new FrameSize(320, 180)))
                .isFalse();
        assertThat(JpegFile.isWhole(file(new byte[0]), new FrameSize(320, 180))).isFalse();
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("picture.jpg"), bytes);
    }
}
