package dev.millrace.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final ProgressLine ENCODING = new ProgressLine(
            "encoding", OptionalDouble.of(0.615), OptionalDouble.of(1.93), Optional.of(Duration.ofSeconds(17)));
    private static final ProgressLine READING =
            new ProgressLine("reading", OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    @Test
    void a_terminal_shows_a_bar_with_percent_speed_and_time_left() {
        assertThat(live(ENCODING, 80)).isEqualTo("encoding   ━━━━━━━━━━━━────────  61 %   1.9×   0:17 left");
    }

    @Test
    void a_terminal_without_utf_8_shows_ascii() {
        assertThat(ENCODING.live(80, Glyphs.ASCII, Paint.NONE))
                .isEqualTo("encoding   ============--------  61 %   1.9x   0:17 left");
    }

    @Test
    void files_get_no_bar() {
        assertThat(ENCODING.plain(Glyphs.UNICODE)).isEqualTo("encoding   61 %   1.9×   0:17 left");
        assertThat(READING.plain(Glyphs.UNICODE)).isEqualTo("reading    ");
    }

    @Test
    void what_is_not_known_is_not_shown() {
        assertThat(live(READING, 80)).isEqualTo("reading    ────────────────────");
    }

    @Test
    void percents_stand_below_each_other() {
        assertThat(live(at(0), 80)).isEqualTo("encoding   ────────────────────   0 %");
        assertThat(live(at(0.0999), 80)).isEqualTo("encoding   ━───────────────────   9 %");
        assertThat(live(at(0.1), 80)).isEqualTo("encoding   ━━──────────────────  10 %");
        assertThat(live(at(1), 80)).isEqualTo("encoding   ━━━━━━━━━━━━━━━━━━━━ 100 %");
    }

    @Test
    void nothing_is_done_before_it_is_done() {
        assertThat(live(at(0.99999), 80)).isEqualTo("encoding   ━━━━━━━━━━━━━━━━━━━─  99 %");
    }

    @Test
    void a_narrow_terminal_shows_less() {
        assertThat(live(ENCODING, 50)).isEqualTo("encoding   ━━━━━━━━──────  61 %   1.9×   0:17 left");
        assertThat(live(ENCODING, 40)).isEqualTo("encoding   ━━━━━━━━━───────  61 %   1.9×");
        assertThat(live(ENCODING, 28)).isEqualTo("encoding   ━━━━━━─────  61 %");
        assertThat(live(ENCODING, 20)).isEqualTo("encoding   61 %");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 11, 12, 15, 16, 20, 21, 22, 25, 30, 31, 35, 38, 40, 41, 42, 43, 50, 80, 500})
    void no_line_is_wider_than_the_terminal(int columns) {
        for (ProgressLine line : new ProgressLine[] {ENCODING, READING, at(0), at(1)}) {
            assertThat(live(line, columns).length()).isLessThanOrEqualTo(columns);
        }
    }

    @Test
    void colours_end_where_they_should() {
        assertThat(at(0.5).live(80, Glyphs.ASCII, Paint.COLOURS))
                .isEqualTo("encoding   \u001b[32m==========\u001b[0m\u001b[2m----------\u001b[0m  50 %");
    }

    private static ProgressLine at(double share) {
        return new ProgressLine("encoding", OptionalDouble.of(share), OptionalDouble.empty(), Optional.empty());
    }

    private static String live(ProgressLine line, int columns) {
        return line.live(columns, Glyphs.UNICODE, Paint.NONE);
    }
}
