package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.domain.plan.RenditionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFolderTest {
    @TempDir
    private Path scratch;

    private final SegmentFolder folder = new SegmentFolder(new RenditionId("720p"));

    @Test
    void nothing_is_finished_before_there_is_a_playlist() throws Exception {
        assertThat(folder.finished(scratch)).isEmpty();
    }

    @Test
    void what_the_playlist_names_is_finished() throws Exception {
        Files.createDirectory(scratch.resolve("720p"));
        Files.writeString(scratch.resolve("720p/index.m3u8"), """
                #EXTM3U
                #EXT-X-MAP:URI="init.mp4"
                #EXTINF:6.000000,
                000004.m4s

                #EXTINF:6.000000,
                000005.m4s
                """);
        Files.writeString(scratch.resolve("720p/000006.m4s"), "half a segm");

        assertThat(folder.finished(scratch)).isEqualTo(List.of("000004.m4s", "000005.m4s"));
    }

    /// Whoever took ffmpeg over could have us hand on any file of this machine.
    @Test
    void a_playlist_that_names_other_files_is_refused() throws Exception {
        Files.createDirectory(scratch.resolve("720p"));
        for (String name : List.of("../../secret", "/etc/passwd", "init.mp4", "000001.m4s/../../x", "1.m4s")) {
            Files.writeString(scratch.resolve("720p/index.m3u8"), name + "\n");

            assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> folder.finished(scratch));
        }
    }

    @Test
    void a_playlist_that_is_a_link_is_refused() throws Exception {
        Files.createDirectory(scratch.resolve("720p"));
        Path secret = Files.writeString(scratch.resolve("secret"), "000001.m4s\n");
        Files.createSymbolicLink(scratch.resolve("720p/index.m3u8"), secret);

        assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> folder.finished(scratch));
    }
}
