package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ToolLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTalkTest {
    private static final MediaCall CALL = new MediaCall(
            Path.of("/opt/our tools/ffmpeg"),
            List.of("-i", "file:/data/my films/film.mp4"),
            Map.of(),
            new Room(
                    Path.of("/scratch/of one/task"),
                    List.of(Path.of("/data/my films/film.mp4"), Path.of("/opt/our tools"))),
            Bounds.WORKING);

    @Test
    void what_a_program_complained_of_is_told_without_the_places_of_files() {
        String told = told(
                new Ending.Exited(
                        1,
                        "/data/my films/film.mp4: moov atom not found\n[out] /scratch/of one/task/seg-1.m4s\n/opt/our tools/lib.so\n"));

        assertThat(told)
                .isEqualTo(
                        "ffmpeg ended with code 1:\n<path>: moov atom not found\n[out] <path>/seg-1.m4s\n<path>/lib.so");
    }

    @Test
    void a_program_that_complained_of_nothing_is_told_of() {
        assertThat(told(new Ending.Exited(0, ""))).isEqualTo("ffmpeg ended with code 0, and complained of nothing");
    }

    @Test
    void a_program_that_was_stopped_is_told_of() {
        assertThat(told(new Ending.OutOfTime(Duration.ofSeconds(9), ""))).contains("stopped after 9 s");
        assertThat(told(new Ending.Stalled(Duration.ofSeconds(8), "x"))).contains("got nowhere for 8 s", "\nx");
    }

    private static String told(Ending ending) {
        List<String> said = new ArrayList<>();
        ToolLog.keeping(said::add, () -> {
            ToolTalk.tell(CALL, ending);
            return true;
        });
        return String.join("", said);
    }
}
