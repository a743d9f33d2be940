package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that don't come to their end: stopped, killed, or out of room.
class InterruptedTranscodeIT {
    /// Shells that start programs in the background let them ignore Ctrl-C, `nohup` lets them ignore the end of the
    /// terminal, and so do the programs that these start.
    private static final String[] HEARING_SIGNALS = {"env", "--default-signal=INT,HUP"};

    @TempDir
    static Path clips;

    private static Path film;

    @TempDir
    Path folder;

    /// Long enough that no machine has transcoded it before a signal arrives.
    @BeforeAll
    static void makeFilm() throws Exception {
        film = Ffmpeg.film(clips.resolve("film.mp4"), "1280x720", 30, 120);
    }

    @BeforeEach
    void linkFilm() throws IOException {
        Files.createLink(folder.resolve("film.mp4"), film);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void a_signal_stops_everything_and_leaves_nothing(String signal, int code) throws Exception {
        try (Program.Running running =
                Program.in(folder).startedBy(HEARING_SIGNALS).start("transcode", "film.mp4", "--output", "a/b")) {
            List<ProcessHandle> encoders = running.encoders();

            running.signal(signal);

            Program.Ended ended = running.end();
            assertThat(ended.code()).isEqualTo(code);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .endsWith("Stopped. Nothing was left behind.\n")
                    .doesNotContain("Exception");
            assertThat(encoders).noneMatch(ProcessHandle::isAlive);
            assertThat(names()).containsExactly("film.mp4");
        }
    }

    @Test
    void what_a_killed_run_left_behind_is_removed_by_the_next_one() throws Exception {
        try (Program.Running running = Program.in(folder).start("transcode", "film.mp4")) {
            List<ProcessHandle> encoders = running.encoders();

            running.process().destroyForcibly().waitFor();

            for (ProcessHandle encoder : encoders) {
                encoder.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(names()).containsExactly(".millrace-partial.film-millrace", "film.mp4");
        }
        Ffmpeg.film(folder.resolve("other.mp4"), "160x90", 25, 0.5);

        Program.Ended next = Program.in(folder).run("transcode", "other.mp4", "--profile=test", "--quiet");

        assertThat(next).isEqualTo(new Program.Ended(0, "", ""));
        assertThat(names()).containsExactly("film.mp4", "other-millrace", "other.mp4");
    }

    @Test
    void two_runs_never_make_the_same_folder() throws Exception {
        try (Program.Running first = Program.in(folder).start("transcode", "film.mp4")) {
            first.encoders();

            Program.Ended second = Program.in(folder).run("transcode", "film.mp4");

            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err()).contains("Another run of Millrace is making film-millrace/ just now");
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void runs_side_by_side_leave_each_other_alone() throws Exception {
        Ffmpeg.film(folder.resolve("other.mp4"), "160x90", 25, 0.5);
        try (Program.Running first = Program.in(folder).start("transcode", "film.mp4")) {
            first.encoders();

            Program.Ended second = Program.in(folder).run("transcode", "other.mp4", "--profile=test", "--quiet");

            assertThat(second).isEqualTo(new Program.Ended(0, "", ""));
            assertThat(first.process().isAlive()).isTrue();
            assertThat(names())
                    .containsExactly(".millrace-partial.film-millrace", "film.mp4", "other-millrace", "other.mp4");
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws Exception {
        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--output", "/proc/film");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).startsWith("error: /proc/film can't be written").contains("[storage_unavailable]");
        assertThat(names()).containsExactly("film.mp4");
    }

    @Test
    void a_full_disk_is_named_and_left_as_it_was() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0,
                "only the super user can make a small disk");
        try {
            Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--output", "disk/out");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("[disk_full]").doesNotContain("Exception");
            assertThat(disk).isEmptyDirectory();
        } finally {
            run("umount", disk.toString());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
