package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands beside `transcode`.
class OtherCommandsIT {
    @TempDir
    Path folder;

    @Test
    void probe_says_what_a_file_holds() throws Exception {
        Ffmpeg.film(folder.resolve("film.mp4"), "320x240", 25, 1);

        Program.Ended ended = Program.in(folder).run("probe", "film.mp4");

        assertThat(ended.code()).isZero();
        assertThat(ended.outLines().getFirst())
                .isEqualTo("film.mp4   320×240 · 25 fps · H.264 · 1 audio (eng) · 1.0 s");
        assertThat(ended.out()).contains("stream 0   h264 · 320×240 · 25 fps · yuv420p", "stream 1   aac · 1 channel");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void probe_speaks_json() throws Exception {
        Ffmpeg.film(folder.resolve("film.mp4"), "320x240", 25, 1);

        JsonNode document = new ObjectMapper()
                .readTree(Program.in(folder).run("probe", "--json", "film.mp4").out());

        assertThat(document.path("name").asText()).isEqualTo("film.mp4");
        assertThat(document.path("bytes").asLong()).isEqualTo(Files.size(folder.resolve("film.mp4")));
        assertThat(document.at("/tracks/0/width").asInt()).isEqualTo(320);
        assertThat(document.at("/tracks/1/kind").asText()).isEqualTo("audio");
    }

    @Test
    void plan_says_what_would_be_made_what_would_not_and_why() throws Exception {
        Ffmpeg.film(folder.resolve("film.mp4"), "640x480", 25, 30);

        Program.Ended ended = Program.in(folder).run("plan", "film.mp4");

        assertThat(ended.code()).isZero();
        assertThat(ended.outLines().subList(1, ended.outLines().size()))
                .containsExactly(
                        "profile    web · hls, mp4, poster",
                        "480p       640×480 · 25 fps · H.264 fast, CRF 22 · at most 1.2 Mb/s",
                        "360p       480×360 · 25 fps · H.264 fast, CRF 22 · at most 700 kb/s",
                        "audio-1    AAC 128 kb/s · stereo · eng",
                        "1080p      not made: the source has 640x480 pixels, and nothing is enlarged to fill 1920x1080",
                        "720p       not made: the source has 640x480 pixels, and nothing is enlarged to fill 1280x720",
                        "chunks     2 chunks of 750 frames together; a key picture every 50 frames, a segment every 150");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("millrace"));
    }

    @Test
    void plan_speaks_json() throws Exception {
        Ffmpeg.film(folder.resolve("film.mp4"), "640x480", 25, 30);

        JsonNode document = new ObjectMapper()
                .readTree(Program.in(folder).run("plan", "film.mp4", "--json").out());

        assertThat(document.path("renditions")).hasSize(3);
        assertThat(document.at("/skipped/0/name").asText()).isEqualTo("1080p");
        assertThat(document.path("frames").asLong()).isEqualTo(750);
        assertThat(document.at("/chunks/1/first_frame").asLong()).isEqualTo(150);
    }

    @Test
    void doctor_says_whether_a_transcode_would_work() throws Exception {
        Program.Ended healthy = Program.in(folder).run("doctor");

        assertThat(healthy.out())
                .contains("ffmpeg     uses ", "java       25", "database   PostgreSQL 18.", "data       ")
                .contains("A server will work here.\n")
                .endsWith("A transcode will work here.\n");
        assertThat(healthy.code()).isZero();
    }

    @Test
    void doctor_tells_of_every_ffmpeg_it_looked_at() throws Exception {
        Program.Ended ended =
                Program.in(folder).with("MILLRACE_FFMPEG", "/nowhere/ffmpeg").run("doctor");

        assertThat(ended.out()).contains("ffmpeg     not MILLRACE_FFMPEG (/nowhere/ffmpeg)");
    }

    @Test
    void doctor_says_how_media_programs_are_locked_in() throws Exception {
        Program.Ended off = Program.in(folder).with("MILLRACE_SANDBOX", "off").run("doctor");
        Program.Ended wrong =
                Program.in(folder).with("MILLRACE_SANDBOX", "perhaps").run("doctor");

        assertThat(off.out()).contains("safety     media processes run without a sandbox", "MILLRACE_SANDBOX is off");
        assertThat(wrong.err()).contains("MILLRACE_SANDBOX is \"perhaps\", but can be auto, require, off.");
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void the_demo_makes_a_clip_and_says_where_its_transcode_is() throws Exception {
        Program.Ended first = Program.in(folder).run("demo", "--profile", "test");
        Program.Ended again = Program.in(folder).run("demo", "--profile", "test");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("millrace-demo/hls/master.m3u8", "Open millrace-demo/180p.mp4 in any player.");
        assertThat(Ffmpeg.decode(folder.resolve("millrace-demo/180p.mp4")))
                .isEqualTo(new Ffmpeg.Decoded(450, 15, 320, 180));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }
}
