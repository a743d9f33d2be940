package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real terminal, which `script` of util-linux pretends to be.
class LiveProgressIT {
    private static final String ERASE = "\u001b[K";

    @TempDir
    Path folder;

    @BeforeEach
    void makeFilm() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux is not installed");
        Ffmpeg.film(folder.resolve("film.mp4"), "320x240", 30, 20);
    }

    @Test
    void a_terminal_shows_one_line_that_is_drawn_over() throws Exception {
        String shown = onTerminal(100, "NO_COLOR=1");

        assertThat(shown).contains("film.mp4   320×240 · 30 fps · H.264 · 1 audio (eng) · 0:20");
        List<String> drawn = drawn(shown);
        assertThat(drawn).hasSizeGreaterThan(2).last().asString().matches("encoding   ━{20} 100 %   [0-9.]+×");
        assertThat(drawn).anyMatch(line -> line.matches("encoding   ━+─+ +\\d+ %   [0-9.]+×   \\d+:\\d\\d left"));
        assertThat(shown.replace(ERASE, "")).doesNotContain("\u001b");
    }

    @Test
    void colours_are_there_unless_they_are_not_wanted() throws Exception {
        assertThat(onTerminal(100, "TERM=xterm")).contains("\u001b[32m━");
    }

    @Test
    void no_line_is_wider_than_the_terminal() throws Exception {
        List<String> drawn = drawn(onTerminal(34, "NO_COLOR=1"));

        assertThat(drawn).hasSizeGreaterThan(2).allMatch(line -> line.length() < 34);
    }

    private String onTerminal(int columns, String variable) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("target/millrace/millrace.jar").toAbsolutePath().toString();
        String command =
                "stty cols " + columns + "; exec '" + java + "' -jar '" + jar + "' transcode film.mp4 --profile test";
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        Process process = builder.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        return shown;
    }

    /// Everything that was drawn at the beginning of the line and then rubbed out behind.
    private static List<String> drawn(String shown) {
        List<String> drawn = new ArrayList<>();
        for (String part : shown.split("\r", -1)) {
            if (part.contains(ERASE)) {
                drawn.add(part.substring(0, part.indexOf(ERASE)));
            }
        }
        return drawn;
    }
}
