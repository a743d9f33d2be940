package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.RemuxRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPlaylistTest {
    @TempDir
    private Path scratch;

    @TempDir
    private Path elsewhere;

    @Test
    void files_of_any_name_are_played_under_plain_ones() throws Exception {
        Path odd = Files.createDirectory(elsewhere.resolve("a #1 ?\n%20"));
        Path init = Files.writeString(odd.resolve("init.mp4"), "header");
        Path first = Files.writeString(odd.resolve("x.m4s"), "one");
        Path second = Files.writeString(odd.resolve("y.m4s"), "two");

        String playlist =
                new OwnPlaylist("picture").write(new RemuxRequest.Files(init, List.of(first, second)), scratch);

        assertThat(playlist).isEqualTo("picture/index.m3u8");
        assertThat(Files.readAllLines(scratch.resolve(playlist)))
                .contains("#EXT-X-MAP:URI=\"init.mp4\"", "000000.m4s", "000001.m4s", "#EXT-X-ENDLIST");
        assertThat(scratch.resolve("picture/init.mp4")).hasContent("header");
        assertThat(scratch.resolve("picture/000000.m4s")).hasContent("one");
        assertThat(scratch.resolve("picture/000001.m4s")).hasContent("two");
    }
}
