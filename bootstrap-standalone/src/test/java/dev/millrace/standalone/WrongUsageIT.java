package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can't be done is refused with a sentence, a code and the right exit code; and nothing is left.
class WrongUsageIT {
    @TempDir
    Path folder;

    @AfterEach
    void nothing_was_left() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .noneMatch(name -> name.contains("millrace"));
        }
    }

    @Test
    void an_empty_file_is_no_video() throws Exception {
        Files.createFile(folder.resolve("film.mp4"));

        assertRefused("film.mp4 can't be transcoded: it is empty", "source_empty");
    }

    @Test
    void a_text_is_no_video() throws Exception {
        Files.writeString(folder.resolve("film.mp4"), "To be, or not to be, that is the question.\n".repeat(50));

        assertRefused("film.mp4 can't be transcoded: it is text, not a video", "source_not_media");
    }

    @Test
    void an_archive_is_no_video() throws Exception {
        try (OutputStream file = Files.newOutputStream(folder.resolve("film.mp4"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("film.mp4"));
            zip.write(new byte[5000]);
        }

        assertRefused("film.mp4 can't be transcoded: it is an archive, not a video", "source_not_media");
    }

    @Test
    void a_file_that_was_cut_off_before_its_index_cannot_be_used() throws Exception {
        Path whole = Ffmpeg.film(folder.resolve("whole.mp4"), "320x240", 25, 2);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("film.mp4"), Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused("film.mp4 can't be transcoded: it lacks the part that describes it", "source_truncated");
    }

    @Test
    void a_file_without_picture_and_sound_cannot_be_used() throws Exception {
        Path titles = Files.writeString(folder.resolve("titles.srt"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        Ffmpeg.make(folder.resolve("film.mp4"), "-i", titles.toString(), "-c:s", "mov_text", "-f", "mp4");

        assertRefused(
                "film.mp4 can't be transcoded: it holds no picture and no sound (1 subtitle track).",
                "source_no_streams");
    }

    @Test
    void a_profile_that_makes_nothing_of_a_source_says_so() throws Exception {
        Ffmpeg.make(folder.resolve("film.mp4"), "-f", "lavfi", "-i", "testsrc2=duration=1", "-f", "mp4");
        Files.writeString(
                folder.resolve("song.yml"), "name: song\naudio: [{codec: aac, bitrate: 64k}]\ndeliveries: [mp4]\n");

        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--profile", "song.yml");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("the profile song makes nothing").endsWith("[nothing_to_make]\n");
    }

    @Test
    void what_is_no_file_is_wrong_usage() throws Exception {
        Files.createDirectory(folder.resolve("folder"));

        assertUsage("error: There is no file film.mp4.   [input_not_found]", "transcode", "film.mp4");
        assertUsage("error: folder is a folder; name a file.", "transcode", "folder");
        assertUsage("error: There is no file film.mp4.", "probe", "film.mp4");
        assertUsage("error: There is no file film.mp4.", "plan", "film.mp4");
    }

    @Test
    void profiles_that_do_not_exist_are_wrong_usage() throws Exception {
        Files.writeString(folder.resolve("film.mp4"), "x");

        assertUsage(
                "error: There is no profile hd: choose web, mp4 or test, or name a file that ends in .yml."
                        + "   [profile_unknown]",
                "transcode",
                "film.mp4",
                "--profile",
                "hd");
        assertUsage("error: There is no file hd.yml.", "transcode", "film.mp4", "--profile", "hd.yml");
    }

    @Test
    void every_mistake_in_a_profile_is_told_at_once() throws Exception {
        Files.writeString(folder.resolve("film.mp4"), "x");
        Files.writeString(folder.resolve("wrong.yml"), """
                name: Wrong Name
                video:
                  - codec: h264
                    rungs:
                      - {short_side: 1081, crf: 99, max_bitrate: 5000k}
                deliveries: [hls, dvd]
                colour: blue
                """);

        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--profile", "wrong.yml");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("error: wrong.yml is not a profile that can be followed:   [profile_invalid]\n")
                .contains("/name", "/video/0/rungs/0/short_side", "/video/0/rungs/0/crf", "/deliveries/1", "/colour");
    }

    @Test
    void a_profile_that_is_no_yaml_is_told_with_its_line() throws Exception {
        Files.writeString(folder.resolve("film.mp4"), "x");
        Files.writeString(folder.resolve("wrong.yml"), "name: a\nvideo: [\n");

        assertUsage("error: wrong.yml is not a profile", "transcode", "film.mp4", "--profile", "wrong.yml");
    }

    @Test
    void mistyped_commands_and_options_get_a_suggestion() throws Exception {
        Files.writeString(folder.resolve("film.mp4"), "x");

        assertUsage("error: --port is a number from 0 to 65535, not '70000'.", "--port=70000");
        assertUsage("Did you mean: transcode", "trancode", "film.mp4");
        assertUsage("Did you mean: transcode film.mp4?", "film.mp4");
        assertUsage("--profile", "transcode", "film.mp4", "--profil", "web");
        assertUsage("error: missing required parameter: 'FILE'", "transcode");
        assertUsage("Try 'millrace transcode --help'.", "transcode");
    }

    @Test
    void help_and_version_go_to_standard_output() throws Exception {
        Program.Ended help = Program.in(folder).run("--help");
        Program.Ended version = Program.in(folder).run("--version");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("serve", "transcode", "probe", "plan", "doctor", "demo");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("millrace \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    private void assertRefused(String sentence, String code) throws Exception {
        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4");

        assertThat(ended.err()).startsWith("error: " + sentence).endsWith("   [" + code + "]\n");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
    }

    private void assertUsage(String sentence, String... arguments) throws Exception {
        Program.Ended ended = Program.in(folder).run(arguments);

        assertThat(ended.err()).contains(sentence).doesNotContain("Exception");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
