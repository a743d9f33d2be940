package dev.millrace.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private int columns = 80;

    @Test
    void a_terminal_shows_one_line_that_moves_and_is_coloured() {
        Screen screen = screen(XTERM, true, "UTF-8");

        assertThat(screen.live()).isTrue();
        assertThat(screen.paint()).isEqualTo(Paint.COLOURS);
        assertThat(screen.glyphs()).isEqualTo(Glyphs.UNICODE);
    }

    @Test
    void no_color_turns_colours_off_and_nothing_else() {
        assertThat(screen(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, "UTF-8")
                        .paint())
                .isEqualTo(Paint.NONE);
        assertThat(screen(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, "UTF-8")
                        .live())
                .isTrue();
        assertThat(screen(Map.of("TERM", "xterm", "NO_COLOR", ""), true, "UTF-8")
                        .paint())
                .isEqualTo(Paint.COLOURS);
    }

    @Test
    void files_and_dumb_terminals_get_plain_lines() {
        for (Screen screen : new Screen[] {
            screen(XTERM, false, "UTF-8"),
            screen(Map.of("TERM", "dumb"), true, "UTF-8"),
            screen(Map.of(), true, "UTF-8")
        }) {
            assertThat(screen.live()).isFalse();
            assertThat(screen.paint()).isEqualTo(Paint.NONE);
        }
    }

    @Test
    void other_encodings_than_utf_8_get_ascii() {
        for (String encoding : new String[] {"ANSI_X3.4-1968", "ISO-8859-1", "no such thing", ""}) {
            assertThat(screen(XTERM, true, encoding).glyphs()).isEqualTo(Glyphs.ASCII);
        }
    }

    @Test
    void a_live_line_is_drawn_over_itself_and_follows_the_window() {
        try (ProgressDisplay display =
                screen(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, "").progress(out)) {
            display.show(at(0.25), Duration.ofSeconds(1));
            display.show(at(0.25), Duration.ofSeconds(2));
            columns = 25;
            display.show(at(0.5), Duration.ofSeconds(3));
        }

        assertThat(written())
                .isEqualTo("\rencoding   =====---------------  25 %\u001b[K\rencoding   ===----  50 %\u001b[K\n");
    }

    @Test
    void a_line_that_stays_goes_above_the_live_one() {
        try (ProgressDisplay display =
                screen(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, "").progress(out)) {
            display.say("first");
            display.show(at(0.25), Duration.ofSeconds(1));
            display.say("second");
        }

        assertThat(written())
                .isEqualTo("first\n\rencoding   =====---------------  25 %\u001b[K"
                        + "\r\u001b[Ksecond\nencoding   =====---------------  25 %\n");
    }

    @Test
    void plain_lines_come_with_each_tenth_but_not_in_a_flood() {
        ProgressDisplay display = screen(XTERM, false, "UTF-8").progress(out);

        for (int tick = 0; tick <= 1000; tick++) {
            display.show(at(tick / 1000.0), Duration.ofMillis(10).multipliedBy(tick));
        }

        assertThat(written().lines())
                .containsExactly(
                        "encoding   0 %",
                        "encoding   10 %",
                        "encoding   20 %",
                        "encoding   30 %",
                        "encoding   40 %",
                        "encoding   50 %",
                        "encoding   60 %",
                        "encoding   70 %",
                        "encoding   80 %",
                        "encoding   90 %",
                        "encoding   100 %");
    }

    @Test
    void plain_lines_come_every_half_minute_at_least() {
        ProgressDisplay display = screen(XTERM, false, "UTF-8").progress(out);

        for (int second = 0; second <= 70; second++) {
            display.show(at(0.05 + second / 10_000.0), Duration.ofSeconds(second));
        }

        assertThat(written().lines()).hasSize(3);
    }

    private Screen screen(Map<String, String> environment, boolean terminal, String encoding) {
        return Screen.of(environment, terminal, encoding, () -> columns);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static ProgressLine at(double share) {
        return new ProgressLine("encoding", OptionalDouble.of(share), OptionalDouble.empty(), Optional.empty());
    }
}
