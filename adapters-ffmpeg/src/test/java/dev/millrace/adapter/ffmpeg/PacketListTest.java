package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.domain.media.SourceIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketListTest {
    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>(List.of("#software: Lavf62.3.100", "#tb 0: 1/1000"));

    @Test
    void times_are_counted_with_the_stream_s_clock() throws Exception {
        packet(0, 40, 40, "");
        packet(40, 120, 40, ", F=0x0");
        packet(80, 80, 40, ", F=0x0");
        packet(120, 160, 40, "");

        SourceIndex index = index();

        assertThat(index.packets()).isEqualTo(4);
        assertThat(index.first()).isEqualTo(Duration.ofMillis(40));
        assertThat(index.end()).isEqualTo(Duration.ofMillis(200));
        assertThat(index.keys()).containsExactly(Duration.ofMillis(40), Duration.ofMillis(160));
        assertThat(index.steadyClock()).isTrue();
    }

    @Test
    void flags_are_found_before_side_data() throws Exception {
        packet(0, 0, 40, ", S=1, MPEGTS Stream ID,        1, 0x00e000e0");
        packet(40, 40, 40, ", F=0x0, S=1, MPEGTS Stream ID,        1, 0x00e000e0");

        assertThat(index().keys()).containsExactly(Duration.ZERO);
    }

    @Test
    void packets_that_are_never_shown_are_not_counted_but_lead_to_those_that_are() throws Exception {
        packet(-80, -80, 40, ", F=0x5");
        packet(-40, -40, 40, ", F=0x4");
        packet(0, 0, 40, ", F=0x0");

        SourceIndex index = index();

        assertThat(index.packets()).isEqualTo(1);
        assertThat(index.first()).isEqualTo(Duration.ZERO);
        assertThat(index.keys()).containsExactly(Duration.ofMillis(-80));
    }

    @Test
    void a_last_picture_without_length_is_shown_as_long_as_most() throws Exception {
        packet(0, 0, 0, "");
        packet(40, 40, 0, ", F=0x0");
        packet(80, 80, 0, ", F=0x0");
        packet(300, 300, 0, ", F=0x0");

        assertThat(index().end()).isEqualTo(Duration.ofMillis(340));
    }

    @Test
    void a_picture_without_presentation_time_is_shown_when_it_is_decoded() throws Exception {
        packet(40, Long.MIN_VALUE, 40, "");

        assertThat(index().first()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void a_clock_that_stands_still_has_jumped_back() throws Exception {
        for (int i = 0; i < 10; i++) {
            packet(40L * i, 40L * i, 40, "");
        }
        for (int i = 0; i < 10; i++) {
            packet(360, 360, 40, ", F=0x0");
        }

        assertThat(index().steadyClock()).isFalse();
    }

    @Test
    void a_hidden_picture_at_the_time_of_the_next_is_no_jump() throws Exception {
        packet(0, 0, 40, "");
        packet(40, 40, 40, ", F=0x0");
        packet(40, 40, 40, ", F=0x0");
        packet(80, 80, 40, ", F=0x0");

        assertThat(index().steadyClock()).isTrue();
    }

    @Test
    void a_picture_may_be_held_for_minutes_but_not_for_an_hour() throws Exception {
        packet(0, 0, 40, "");
        packet(300_000, 300_000, 40, "");
        assertThat(index().steadyClock()).isTrue();

        packet(3_900_000, 3_900_000, 40, "");
        assertThat(index().steadyClock()).isFalse();
    }

    @Test
    void every_stream_has_its_own_clock() throws Exception {
        lines.add("#tb 1: 1/48000");
        packet(0, 0, 40, "");
        lines.add("1,          0,          0,     1024,      300, 0x1b2c3d4e");
        packet(40, 40, 40, ", F=0x0");
        lines.add("1,      47000,      47000,     1000,      300, 0x1b2c3d4e");

        assertThat(list().pictures(0).packets()).isEqualTo(2);
        assertThat(list().end(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(list().end(2)).isEqualTo(Duration.ZERO);
    }

    @Test
    void no_packets_are_no_pictures() throws Exception {
        assertThat(index().packets()).isZero();
    }

    @Test
    void times_beyond_all_measure_are_times_beyond_all_limits() throws Exception {
        packet(0, 0, 40, "");
        packet(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, 40, "");

        assertThat(index().end()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void lines_of_any_length_are_cut_and_what_is_no_list_is_refused() throws Exception {
        packet(0, 0, 40, ", F=0x1" + " and so on".repeat(1_000_000));

        assertThat(index().packets()).isEqualTo(1);

        lines.add("0, many, many, many, many, 0x0");
        assertThatExceptionOfType(BadOutput.class).isThrownBy(this::index);
    }

    @Test
    void a_link_is_no_list() throws Exception {
        Path secret = Files.write(folder.resolve("secret"), lines);
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);

        assertThatExceptionOfType(BadOutput.class).isThrownBy(() -> PacketList.read(link));
    }

    private void packet(long decoded, long presented, long duration, String more) {
        lines.add("0, %10d, %10d, %8d,     4711, 0x1b2c3d4e%s".formatted(decoded, presented, duration, more));
    }

    private SourceIndex index() throws IOException, BadOutput {
        return list().pictures(0);
    }

    private PacketList list() throws IOException, BadOutput {
        return PacketList.read(Files.write(folder.resolve("packets.txt"), lines));
    }
}
