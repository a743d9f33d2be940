package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.StillPicture;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.work.Product;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Films are transcoded, and what came out is decoded and looked at.
class TranscodingIT {
    private static final Profile TEST = BuiltInProfiles.TEST;

    @TempDir
    private Path folder;

    private Clips clips;

    @BeforeEach
    void prepare() throws Exception {
        clips = new Clips(folder);
    }

    @Test
    void a_film_is_cut_into_chunks_that_join_without_a_seam() throws Exception {
        Transcoding film = Transcoding.of(clips.film(), TEST, folder);

        assertThat(film.chunks()).hasSizeGreaterThan(2);
        assertThat(film.picture().renditions()).hasSize(2);
        for (int number = 0; number < 2; number++) {
            int rendition = number;
            Set<String> headers = film.chunks().stream()
                    .map(chunk -> chunk.renditions().get(rendition).init().sha256())
                    .collect(Collectors.toSet());
            assertThat(headers).as("headers of rendition %d", number).hasSize(1);
            SegmentedTrack track = film.rendition(number);
            assertThat(track.codecs()).startsWith("avc1.");
            assertThat(track.duration()).isEqualByComparingTo(new MediaDuration(8, 1));
            assertThat(track.segments()).hasSize(8);
            Path played = concatenated(film, track);
            assertThat(new Watching(played, folder).frames()).isEqualTo(192);
        }
        assertThat(film.chunks()).extracting(Product.EncodedChunk::frames).contains(24L);
        assertThat(film.bench().progress())
                .allMatch(share -> share >= 0 && share <= 1)
                .contains(1.0);
    }

    @Test
    void joined_files_hold_every_frame_and_nothing_of_the_source_s_words() throws Exception {
        Transcoding film = Transcoding.of(clips.film(), TEST, folder);

        Path file = film.joined(0);

        Watching watching = new Watching(file, folder);
        assertThat(watching.frames()).isEqualTo(192);
        assertThat(watching.told("stream=duration")).isEqualTo("8.000000");
        assertThat(watching.told("stream=width,height,pix_fmt,avg_frame_rate,has_b_frames"))
                .startsWith("320,180")
                .contains("yuv420p")
                .contains("24/1");
        assertThat(watching.told("stream=color_range,color_space,color_transfer,color_primaries"))
                .isEqualTo("tv,bt709,bt709,bt709");
        assertThat(watching.tags())
                .doesNotContain("Secret")
                .doesNotContain("Lavf")
                .contains("eng");
        assertThat(watching.soundSeconds()).isCloseTo(8, within(0.03));
    }

    @Test
    void segments_are_stored_while_the_chunk_is_encoded() throws Exception {
        Path source = clips.encoded(
                "long.mp4", "testsrc2=size=1280x720:rate=30:duration=20", 20, "-c:v libx264 -g 30 -c:a aac");
        ChunkFixture chunk = ChunkFixture.whole(source, folder, 600);
        List<Boolean> ended = new ArrayList<>();

        chunk.encode((rendition, name, file, type) -> {
            if (name.endsWith(".m4s")) {
                ended.add(Files.readString(chunk.made().resolve("small/index.m3u8"))
                        .contains("#EXT-X-ENDLIST"));
            }
            return chunk.stored(rendition, name, file);
        });

        assertThat(ended).hasSize(20).first().isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "flash.mp4,  0,    -c:v libx264 -bf 3 -g 20 -c:a aac -movflags +faststart",
        "flash.mkv,  0.7,  -c:v libx264 -bf 3 -g 20 -c:a libmp3lame",
        "flash.ts,   0.44, -c:v libx264 -bf 3 -g 20 -c:a mp2 -output_ts_offset 2355.577967",
        "flash.ts,  -0.44, -c:v libx264 -bf 3 -g 20 -c:a mp2 -output_ts_offset 43473.5",
        "flash.avi,  0,    -c:v mpeg4 -g 20 -c:a libmp3lame",
        "flash.mov,  0.3,  -c:v libx264 -bf 2 -g 20 -c:a pcm_s16le -ar 44100",
    })
    void picture_and_sound_stay_together(String name, double soundLater, String options) throws Exception {
        Path source = aFlashAndABeep(name, soundLater, options);
        double soundIsLate = offset(new Watching(source, folder));

        Transcoding film = Transcoding.of(source, TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.firstBright()).isPositive();
        assertThat(offset(result)).isCloseTo(soundIsLate, within(0.021));
    }

    @Test
    void holes_in_the_sound_become_silence() throws Exception {
        String options = "-bsf:a noise=drop='between(pts*tb,2,4)' -c:v libx264 -g 50 -c:a aac";
        Path source = clips.encoded("hole.mkv", Clips.pictures(25, 6), 6, options);

        Transcoding film = Transcoding.of(source, TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.soundSeconds()).isCloseTo(6, within(0.05));
        assertThat(result.firstSilent(0.1)).isCloseTo(2, within(0.06));
        assertThat(result.firstLoud(2.2)).isCloseTo(4, within(0.06));
    }

    /// As broadcasts do when a film with more channels begins.
    @Test
    void sound_that_changes_from_stereo_to_more_keeps_its_length_and_place() throws Exception {
        Path stereo = clips.encoded("stereo.ts", Clips.pictures(25, 3), 3, "-c:v libx264 -g 25 -bf 0 -ac 2 -c:a ac3");
        Path surround = clips.encoded(
                "surround.ts",
                Clips.pictures(25, 3),
                3,
                "-c:v libx264 -g 25 -bf 0 -af pan=5.1|c0=0*c0|c1=0*c0|c2=c0|c3=0*c0|c4=0*c0|c5=0*c0 -c:a ac3"
                        + " -output_ts_offset 3");

        Transcoding film = Transcoding.of(joined(stereo, surround), TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.soundSeconds()).isCloseTo(6, within(0.1));
        assertThat(film.sound().getFirst().segments()).hasSize(6);
    }

    @Test
    void sound_alone_is_encoded_and_joined() throws Exception {
        Transcoding sound = Transcoding.of(clips.soundAlone(), TEST, folder);

        assertThat(sound.chunks()).isEmpty();
        assertThat(sound.sound()).singleElement().satisfies(track -> {
            assertThat(track.codecs()).isEqualTo("mp4a.40.2");
            assertThat(track.duration().seconds()).isCloseTo(3, within(0.06));
            assertThat(track.segments()).hasSize(3);
        });
        assertThat(sound.joinedSound().duration())
                .isEqualByComparingTo(sound.sound().getFirst().duration());
    }

    /// The stored picture is red, green / blue, white; the file says how it is to be turned and mirrored.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-display_rotation 90",
                "-display_rotation 180",
                "-display_rotation 270",
                "-display_hflip",
                "-display_vflip",
                "-display_rotation 90 -display_hflip",
                "-display_rotation 270 -display_hflip",
            })
    void pictures_are_upright_whichever_way_they_were_stored(String stored) throws Exception {
        Path source = fourColours(stored);

        Transcoding film = Transcoding.of(source, TEST, folder);

        Orientation orientation = film.info().picture().orElseThrow().orientation();
        assertThat(orientation.equals(Orientation.UPRIGHT)).isEqualTo(stored.isEmpty());
        assertCorners(new Watching(film.joined(0), folder), orientation);
        StillPicture poster = film.still(Duration.ZERO);
        assertThat(poster.size())
                .isEqualTo(orientation.swapsSides() ? new FrameSize(180, 320) : new FrameSize(320, 180));
        assertCorners(new Watching(poster.file(), folder), orientation);
    }

    @Test
    void stretched_pixels_become_square_ones() throws Exception {
        String options = "-aspect 16:9 -c:v libx264 -g 25 -c:a aac";
        Path source = clips.encoded("wide.mp4", "testsrc2=size=240x180:rate=25:duration=2", 2, options);

        Transcoding film = Transcoding.of(source, TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.told("stream=width,height,sample_aspect_ratio")).isEqualTo("320,180,1:1");
    }

    @ParameterizedTest
    @CsvSource({
        "320x180,  smpte170m, smpte170m, tv",
        "320x180,  smpte170m, unknown,   tv",
        "1280x720, bt709,     bt709,     tv",
        "1280x720, bt709,     unknown,   tv",
        "320x180,  bt709,     bt709,     pc",
        "320x180,  smpte170m, bt470bg,   pc",
    })
    void colours_are_the_same_on_the_screen(String size, String matrix, String said, String range) throws Exception {
        String pixels = range.equals("pc") ? "yuvj420p" : "yuv420p";
        String drawn = "color=0xC04020:size=" + size + ":rate=25:duration=1,format=rgb24,scale=out_color_matrix="
                + matrix + ":out_range=" + range + ",format=" + pixels + ",setparams=colorspace=" + said + ":range="
                + range;
        Path source = folder.resolve("colour.mp4");
        Machine.ffmpeg(folder, "-f", "lavfi", "-i", drawn, "-c:v", "libx264", "-qp", "8", source.toString());
        assertThat(new Watching(source, folder).told("stream=color_space")).isEqualTo(said);

        Transcoding film = Transcoding.of(source, TEST, folder);

        int colour = new Watching(film.joined(0), folder).colour(0.5, 0.5);
        assertThat(colour >> 16).isCloseTo(0xC0, within(5));
        assertThat((colour >> 8) & 0xff).isCloseTo(0x40, within(5));
        assertThat(colour & 0xff).isCloseTo(0x20, within(5));
    }

    @Test
    void the_poster_is_not_black_when_the_film_begins_so() throws Exception {
        String night =
                "color=black:size=320x180:rate=25:duration=3[dark];testsrc2=size=320x180:rate=25:duration=3[day];"
                        + "[dark][day]concat=n=2:v=1:a=0";
        Path source = clips.encoded("night.mp4", night, 6, "-c:v libx264 -g 25 -c:a aac");
        Transcoding film = Transcoding.of(source, TEST, folder);

        StillPicture poster = film.still(Duration.ofMillis(600));

        String levels = Machine.printed(
                folder,
                "-i",
                poster.file().toString(),
                "-vf",
                "signalstats,metadata=mode=print:file=-",
                "-f",
                "null",
                "-");
        assertThat(StillTaking.contrast(levels)).isGreaterThan(50);
    }

    @Test
    void a_film_that_is_black_throughout_has_a_black_poster() throws Exception {
        Path source =
                clips.encoded("black.mp4", "color=black:size=320x180:rate=25:duration=2", 2, "-c:v libx264 -c:a aac");
        Transcoding film = Transcoding.of(source, TEST, folder);

        StillPicture poster = film.still(Duration.ofMillis(200));

        assertThat(new Watching(poster.file(), folder).colour(0.5, 0.5)).isZero();
    }

    /// As a browser records a window that is being resized.
    @Test
    void a_picture_that_changes_its_size_on_the_way_keeps_its_frames() throws Exception {
        Path first = clips.encoded("first.ts", Clips.pictures(25, 2), 2, "-c:v libx264 -g 25 -bf 0 -c:a mp2");
        Path second = clips.encoded(
                "second.ts",
                "testsrc2=size=240x200:rate=25:duration=2",
                2,
                "-c:v libx264 -g 25 -bf 0 -c:a mp2 -output_ts_offset 2");

        Transcoding film = Transcoding.of(joined(first, second), TEST, folder);

        assertThat(film.picture().frames()).hasValue(100);
        assertThat(new Watching(film.joined(0), folder).frames()).isEqualTo(100);
    }

    @Test
    void a_file_that_ends_early_is_transcoded_as_far_as_it_goes() throws Exception {
        byte[] whole = Files.readAllBytes(clips.film());
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length * 6 / 10));

        Transcoding film = Transcoding.of(cut, TEST, folder);

        long frames = film.picture().frames().orElseThrow();
        assertThat(frames).isBetween(60L, 180L);
        assertThat(new Watching(film.joined(0), folder).frames()).isEqualTo(frames);
    }

    @Test
    void pictures_that_cannot_be_decoded_are_the_source_s_fault() throws Exception {
        Path film = clips.film();
        ChunkFixture chunk = ChunkFixture.whole(film, folder, 192);
        byte[] bytes = Files.readAllBytes(film);
        // The index lies in front; everything in the last two thirds is picture and sound.
        Arrays.fill(bytes, bytes.length / 3, bytes.length, (byte) 0);
        Files.write(film, bytes);

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> chunk.encode(chunk::stored))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SOURCE_UNDECODABLE));
    }

    private Path aFlashAndABeep(String name, double soundLater, String options) throws Exception {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "-itsoffset",
                Double.toString(Math.max(0, -soundLater)),
                "-f",
                "lavfi",
                "-i",
                "color=black:size=320x180:rate=25:duration=5,drawbox=color=white:t=fill:enable='between(t,3,3.3)'",
                "-itsoffset",
                Double.toString(Math.max(0, soundLater)),
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='if(between(t,3,3.3),0.8*sin(2*PI*1000*t),0)':sample_rate=48000:duration=5",
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-pix_fmt",
                "yuv420p"));
        arguments.addAll(List.of(options.split(" ")));
        arguments.add(file.toString());
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));
        return file;
    }

    /// How much later than the flash the beep is, by the time stamps of the file.
    private static double offset(Watching film) throws Exception {
        return film.firstLoud(0) + film.soundStart() - film.firstBright();
    }

    private Path fourColours(String stored) throws Exception {
        String drawn = "color=red:size=320x180:rate=25:duration=1,drawbox=x=160:y=0:w=160:h=90:color=lime:t=fill,"
                + "drawbox=x=0:y=90:w=160:h=90:color=blue:t=fill,drawbox=x=160:y=90:w=160:h=90:color=white:t=fill";
        Path plain = clips.encoded("plain.mp4", drawn, 1, "-c:v libx264 -qp 10 -c:a aac");
        Path turned = folder.resolve("turned.mp4");
        List<String> arguments = new ArrayList<>();
        if (!stored.isEmpty()) {
            arguments.addAll(List.of(stored.split(" ")));
        }
        arguments.addAll(List.of("-i", plain.toString(), "-c", "copy", turned.toString()));
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));
        return turned;
    }

    private static void assertCorners(Watching picture, Orientation orientation) throws Exception {
        int[][] corners = {{0xff0000, 0x00ff00}, {0x0000ff, 0xffffff}};
        if (orientation.mirrored()) {
            corners = new int[][] {{corners[0][1], corners[0][0]}, {corners[1][1], corners[1][0]}};
        }
        for (int turn = 0; turn < orientation.quarterTurns(); turn++) {
            corners = new int[][] {{corners[1][0], corners[0][0]}, {corners[1][1], corners[0][1]}};
        }
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                int colour = picture.colour(0.25 + 0.5 * column, 0.25 + 0.5 * row);
                int wanted = corners[row][column];
                for (int shift = 0; shift <= 16; shift += 8) {
                    assertThat((colour >> shift) & 0xff)
                            .as("row %d, column %d, %s: %06x", row, column, orientation, colour)
                            .isCloseTo((wanted >> shift) & 0xff, within(12));
                }
            }
        }
    }

    private Path joined(Path first, Path second) throws Exception {
        Path both = folder.resolve("both.ts");
        try (OutputStream stream = Files.newOutputStream(both)) {
            Files.copy(first, stream);
            Files.copy(second, stream);
        }
        return both;
    }

    private Path concatenated(Transcoding film, SegmentedTrack track) throws Exception {
        Path file = folder.resolve("played-" + track.rendition() + ".mp4");
        try (OutputStream stream = Files.newOutputStream(file)) {
            Files.copy(film.bench().path(track.init()), stream);
            for (var segment : track.segments()) {
                Files.copy(film.bench().path(segment.file()), stream);
            }
        }
        return file;
    }
}
