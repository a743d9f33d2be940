package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `millrace transcode` from its command line to the last byte of its result.
class TranscodeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path clips;

    private static Path film;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeAll
    static void makeFilm() throws Exception {
        film = Ffmpeg.film(clips.resolve("film.mp4"), "320x240", 30, 2.5);
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a folder"));
        Files.createLink(folder.resolve("film.mp4"), film);
    }

    @Test
    void a_video_becomes_files_streams_a_poster_and_a_description() throws Exception {
        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--profile", "test");

        assertThat(ended.err()).startsWith("film.mp4   320×240 · 30 fps · H.264 · 1 audio (eng) · 2.5 s\n");
        assertThat(ended.code()).isZero();
        assertThat(ended.outLines()).hasSize(5);
        assertThat(ended.outLines().get(0)).isEqualTo("film-millrace/hls/master.m3u8");
        assertThat(ended.outLines().get(1)).matches("film-millrace/180p\\.mp4   \\d+(\\.\\d)? kB");
        assertThat(ended.outLines().get(2)).matches("film-millrace/90p\\.mp4   \\d+(\\.\\d)? kB");
        assertThat(ended.outLines().get(3)).isEqualTo("film-millrace/poster.jpg");
        assertThat(ended.outLines().get(4)).matches("Done in 0:\\d\\d\\. Every output was decoded and checked\\.");
        assertThat(names(folder)).containsExactly("film-millrace", "film.mp4");
        Path result = folder.resolve("film-millrace");
        assertThat(names(result)).containsExactly("180p.mp4", "90p.mp4", "hls", "job.json", "poster.jpg");
        for (String playable : List.of("180p.mp4", "hls/180p/index.m3u8")) {
            assertThat(Ffmpeg.decode(result.resolve(playable)))
                    .as(playable)
                    .isEqualTo(new Ffmpeg.Decoded(75, 2.5, 240, 180));
        }
        assertThat(Ffmpeg.decode(result.resolve("90p.mp4"))).isEqualTo(new Ffmpeg.Decoded(75, 2.5, 120, 90));
        assertThat(Ffmpeg.seconds(result.resolve("180p.mp4"))).isEqualTo(2.5, Offset.offset(0.1));
        assertThat(Files.readString(result.resolve("hls/master.m3u8")))
                .contains("RESOLUTION=240x180", "RESOLUTION=120x90", "URI=\"audio-1/index.m3u8\"");
    }

    @Test
    void the_description_lists_every_file_with_its_digest() throws Exception {
        Program.in(folder).run("transcode", "film.mp4", "--profile", "test");

        Path result = folder.resolve("film-millrace");
        JsonNode document = JSON.readTree(result.resolve("job.json").toFile());
        assertThat(document.path("schema_version").asInt()).isEqualTo(1);
        assertThat(document.path("complete").asBoolean()).isTrue();
        assertThat(document.path("profile").asText()).isEqualTo("test");
        assertThat(document.at("/source/tracks/0/frame_rate").asText()).isEqualTo("30");
        assertThat(document.at("/renditions/0/frames").asLong()).isEqualTo(75);
        assertThat(document.at("/renditions/0/duration_seconds").asDouble()).isEqualTo(2.5);
        assertThat(document.at("/renditions/2/language").asText()).isEqualTo("eng");
        assertThat(document.at("/timings/seconds").asDouble()).isPositive();
        for (JsonNode file : document.path("files")) {
            Path path = result.resolve(file.path("path").asText());
            assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
            assertThat(sha256(path)).isEqualTo(file.path("sha256").asText());
        }
        try (Stream<Path> all = Files.walk(result)) {
            assertThat(all.filter(Files::isRegularFile).count() - 1)
                    .isEqualTo(document.path("files").size());
        }
    }

    @Test
    void programs_get_the_description_and_nothing_else_on_standard_output() throws Exception {
        Program.Ended ended =
                Program.in(folder).run("transcode", "--json", "--profile=test", "--output=out", "film.mp4");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo(Files.readString(folder.resolve("out/job.json")));
        assertThat(ended.err()).contains("film.mp4   320×240");
    }

    @Test
    void quiet_runs_say_nothing() throws Exception {
        Program.Ended ended = Program.in(folder).run("transcode", "--quiet", "--profile=test", "film.mp4");

        assertThat(ended).isEqualTo(new Program.Ended(0, "", ""));
        assertThat(folder.resolve("film-millrace/180p.mp4")).exists();
    }

    @Test
    void a_profile_of_one_s_own_decides_what_is_made() throws Exception {
        Files.writeString(folder.resolve("tiny.yml"), """
                name: tiny
                video:
                  - codec: h264
                    preset: ultrafast
                    rungs: [{short_side: 64, max_bitrate: 100k}]
                deliveries: [mp4]
                """);

        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--profile", "tiny.yml");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(names(folder.resolve("film-millrace"))).containsExactly("64p.mp4", "job.json");
    }

    @Test
    void a_source_smaller_than_every_rung_gets_its_own_size() throws Exception {
        Ffmpeg.film(folder.resolve("small.mp4"), "160x80", 25, 1);

        Program.Ended ended = Program.in(folder).run("transcode", "small.mp4", "--quiet");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Ffmpeg.decode(folder.resolve("small-millrace/80p.mp4")))
                .isEqualTo(new Ffmpeg.Decoded(25, 1, 160, 80));
    }

    @Test
    void a_video_without_sound_and_sound_without_a_picture_are_fine() throws Exception {
        Ffmpeg.make(folder.resolve("silent.mp4"), "-f", "lavfi", "-i", "testsrc2=size=320x180:duration=1", "-f", "mp4");
        Ffmpeg.make(folder.resolve("song.m4a"), "-f", "lavfi", "-i", "sine=duration=2", "-c:a", "aac", "-f", "mp4");

        Program.Ended silent = Program.in(folder).run("transcode", "silent.mp4", "--profile=test");
        Program.Ended song = Program.in(folder).run("transcode", "song.m4a", "--profile=test");

        assertThat(silent.err()).contains("no audio");
        assertThat(silent.code()).isZero();
        assertThat(song.err()).startsWith("song.m4a   1 audio AAC · 2.0 s\n");
        assertThat(song.code()).isZero();
        assertThat(names(folder.resolve("song-millrace"))).containsExactly("audio-1.m4a", "hls", "job.json");
    }

    @Test
    void an_existing_folder_is_refused_before_any_work() throws Exception {
        Files.createDirectory(folder.resolve("film-millrace"));
        Files.writeString(folder.resolve("film-millrace/mine"), "mine");

        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--profile", "test");

        assertThat(ended)
                .isEqualTo(new Program.Ended(
                        2,
                        "",
                        "error: film-millrace/ exists already: choose another folder with --output,"
                                + " or replace what Millrace made there with --force.\n"));
        assertThat(names(folder.resolve("film-millrace"))).containsExactly("mine");
    }

    @Test
    void force_replaces_an_earlier_result_and_nothing_else() throws Exception {
        Program.in(folder).run("transcode", "film.mp4", "--quiet", "--profile", "test");
        Files.writeString(folder.resolve("film-millrace/notes.txt"), "mine");

        Program.Ended ended = Program.in(folder).run("transcode", "film.mp4", "--quiet", "--force", "--profile", "mp4");

        assertThat(ended).isEqualTo(new Program.Ended(0, "", ""));
        assertThat(names(folder.resolve("film-millrace")))
                .containsExactly("240p.mp4", "job.json", "notes.txt", "poster.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-film.mp4",
                "a  b.mp4",
                "фильм 映画 🎬.mp4",
                "new\nline.mp4",
                "100 %d.mp4",
                "quote'\".mp4",
                "*.mp4",
                "file:x.mp4",
                "concat:a|b.mp4",
                "no extension",
                ".hidden",
                "back\\slash.mp4"
            })
    void a_file_may_have_any_name(String name) throws Exception {
        Path named = Files.move(folder.resolve("film.mp4"), folder.resolve(name));

        Program.Ended ended = Program.in(folder).run("transcode", "--profile=test", "--output=out", "--", name);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Ffmpeg.decode(folder.resolve("out/180p.mp4")).frames()).isEqualTo(75);
        assertThat(named).exists();
        assertThat(ended.err().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith(name.replace('\n', '?') + "   320×240"));
    }

    @Test
    void the_usual_folder_is_named_after_the_file_whatever_its_name() throws Exception {
        Files.move(folder.resolve("film.mp4"), folder.resolve("-фильм.of\n2.mp4"));

        Program.Ended ended = Program.in(folder).run("transcode", "--profile=test", "--", "-фильм.of\n2.mp4");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(names(folder)).contains("-фильм.of\n2-millrace");
        assertThat(ended.outLines().getFirst()).isEqualTo("-фильм.of?2-millrace/hls/master.m3u8");
    }

    @Test
    void a_file_elsewhere_is_transcoded_into_the_current_folder() throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));

        Program.in(other).run("transcode", "../a folder/film.mp4", "--profile=test", "--quiet");

        assertThat(names(other)).containsExactly("film-millrace");
        assertThat(names(folder)).containsExactly("film.mp4");
    }

    @Test
    void a_turned_picture_stands_upright() throws Exception {
        Ffmpeg.make(
                folder.resolve("flat.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=white:size=320x180:rate=25:duration=1,drawbox=0:0:160:90:black:fill",
                "-pix_fmt",
                "yuv420p",
                "-f",
                "mp4");
        Ffmpeg.make(
                folder.resolve("turned.mp4"),
                "-display_rotation",
                "90",
                "-i",
                folder.resolve("flat.mp4").toString(),
                "-c",
                "copy",
                "-f",
                "mp4");

        Program.Ended ended = Program.in(folder).run("transcode", "turned.mp4", "--profile=test");

        Path made = folder.resolve("turned-millrace/180p.mp4");
        assertThat(ended.err()).startsWith("turned.mp4   180×320 · ");
        assertThat(Ffmpeg.decode(made)).isEqualTo(new Ffmpeg.Decoded(25, 1, 180, 320));
        // Turned counter-clockwise by a quarter, the black corner at the top left goes to the bottom left.
        assertThat(Ffmpeg.brightness(made, "60:60:10:250")).isLessThan(40);
        assertThat(Ffmpeg.brightness(made, "60:60:10:10")).isGreaterThan(200);
    }

    @Test
    void plain_output_has_no_escape_sequences() throws Exception {
        Program.Ended ended = Program.in(folder).with("TERM", "xterm").run("transcode", "film.mp4", "--profile=test");

        assertThat(ended.out() + ended.err()).doesNotContain("\u001b", "\r");
        assertThat(ended.err().lines().toList())
                .hasSizeBetween(2, 15)
                .last()
                .asString()
                .startsWith("encoding   100 %");
    }

    @Test
    void a_terminal_without_utf_8_gets_ascii() throws Exception {
        Program.Ended ended = Program.in(folder).with("LC_ALL", "C").run("transcode", "film.mp4", "--profile=test");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).startsWith("film.mp4   320x240, 30 fps, H.264, 1 audio (eng), 2.5 s\n");
        assertThat(ended.out() + ended.err()).matches("\\p{ASCII}+");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
