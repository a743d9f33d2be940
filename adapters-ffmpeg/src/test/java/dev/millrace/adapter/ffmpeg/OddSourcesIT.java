package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kinds of films that people really upload, each drawn as a short clip: what comes out has the frames, the size
/// and the colours that were put in, and says of itself what every player expects.
class OddSourcesIT {
    /// A colour in the middle of everything, so that a wrong matrix, range or curve shows.
    private static final String COLOUR = "c=0x4080C0";

    /// Brings what is drawn into BT.709, for a filter that follows to bring it into something else.
    private static final String STANDARD = "scale=out_color_matrix=bt709:out_range=limited,format=yuv444p,"
            + "zscale=min=bt709:pin=bt709:tin=bt709:rin=limited";

    private static final String PQ = "-pix_fmt yuv420p10le -c:v libx265 -preset ultrafast -tag:v hvc1"
            + " -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc"
            + " -x265-params log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc";
    private static final String HLG = PQ.replace("smpte2084", "arib-std-b67");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                | picture                | options                             | frames | size
                "120 fps.mp4           | s=320x240:r=120        | -c:v libx264                        | 60     | 240,180",
                "240 fps.mp4           | s=320x240:r=240        | -c:v libx264                        | 60     | 240,180",
                "half a frame.mp4      | s=320x240:r=1/2:d=4    | -c:v libx264                        | 4      | 240,180",
                "one frame.mp4         | s=320x240:r=25:d=0.04  | -c:v libx264                        | 1      | 240,180",
                "tiny.mkv              | s=2x2:r=25             | -c:v ffv1 -pix_fmt yuv444p          | 25     | 2,2",
                "smallest.mkv          | s=1x1:r=25             | -c:v ffv1 -pix_fmt yuv444p          | 25     | 2,2",
                "odd.webm              | s=161x121:r=25         | -c:v libvpx-vp9 -cpu-used 8         | 25     | 120,90",
                "8k.mp4                | s=7680x4320:r=5        | -vf scale=out_color_matrix=bt709 -c:v libx264"
                        + "| 5 | 320,180",
                "wide.mp4              | s=480x200:r=25         | -c:v libx264                        | 25     | 320,134",
                "portrait.mp4          | s=360x640:r=25         | -c:v libx264                        | 25     | 180,320",
                "pixels of 4 to 3.mp4  | s=240x180:r=25         | -c:v libx264 -vf setsar=4/3         | 25     | 320,180",
                "4:2:2 10 bits.mov     | s=320x240:r=25         | -c:v prores_ks -profile:v 3         | 25     | 240,180",
                "4:4:4 12 bits.mkv     | s=320x240:r=25         | -c:v ffv1 -pix_fmt yuv444p12le      | 25     | 240,180",
                "rgb.mkv               | s=320x240:r=25         | -c:v ffv1 -pix_fmt gbrp             | 25     | 240,180",
                "full range.mp4        | s=320x240:r=25         | -vf scale=out_range=full -pix_fmt yuvj420p -c:v libx264"
                        + "| 25 | 240,180",
                "smpte240m.mp4         | s=320x240:r=25         | -vf scale=out_color_matrix=smpte240m -c:v libx264"
                        + " -colorspace smpte240m | 25 | 240,180",
                "bt601.mp4             | s=320x240:r=25         | -vf scale=out_color_matrix=smpte170m -c:v libx264"
                        + " -colorspace smpte170m | 25 | 240,180",
                "fcc.mp4               | s=320x240:r=25         | -vf scale=out_color_matrix=fcc -c:v libx264"
                        + " -colorspace fcc | 25 | 240,180",
                "bt2020.mp4            | s=320x240:r=25         | -vf " + STANDARD + ":p=bt2020:m=bt2020nc:t=2020_10"
                        + " -pix_fmt yuv420p10le -c:v libx264 -color_primaries bt2020 -color_trc bt2020-10 -colorspace bt2020nc"
                        + "| 25 | 240,180",
                "p3.mp4                | s=320x240:r=25         | -vf " + STANDARD + ":p=smpte432:m=bt709:t=bt709"
                        + " -c:v libx264 -color_primaries smpte432 -color_trc bt709 -colorspace bt709 | 25 | 240,180",
                "gif.gif               | s=320x240:r=25         | -c:v gif                            | 25     | 240,180",
                "ivf.ivf               | s=320x240:r=25         | -c:v libvpx -f ivf                  | 25     | 240,180",
                "rm.rm                 | s=320x240:r=25         | -c:v rv10 -f rm                     | 25     | 240,180",
                "asf.wmv               | s=320x240:r=25         | -c:v wmv2                           | 25     | 240,180",
            })
    void become_what_every_player_shows(String name, String picture, String options, long frames, String size)
            throws Exception {
        String length = picture.contains(":d=") ? "" : ":d=1";
        Path source = drawn(name, "color=" + COLOUR + ":" + picture + length, options);

        Transcoding film = Transcoding.of(source, BuiltInProfiles.TEST, folder);

        assertShows(film.joined(0), frames, size, 10);
    }

    /// Films are counted from where they begin, and what an edit list cuts off (ISO/IEC 14496-12, 8.6.6) is not shown.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                    | how it is made of a film of two seconds                            | frames
                "half cut off.mp4          | -ss 1 -i film.mp4 -c copy                                          | 25",
                "without a duration.mkv    | -i film.mp4 -c copy -live 1                                        | 50",
                "from 47 s on.mp4          | -i film.mp4 -c copy -output_ts_offset 47 -movflags +empty_moov     | 50",
                "from 12 h on.ts           | -i film.mp4 -c copy -output_ts_offset 43200 -muxdelay 0            | 50",
            })
    void keep_their_frames_whatever_their_clock_says(String name, String options, long frames) throws Exception {
        drawn("film.mp4", "color=" + COLOUR + ":s=320x240:r=25:d=2", "-c:v libx264 -g 50");
        List<String> arguments = new ArrayList<>(List.of(words(options)));
        arguments.add("file:" + name);
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));

        Transcoding film = Transcoding.of(folder.resolve(name), BuiltInProfiles.TEST, folder);

        assertShows(film.joined(0), frames, "240,180", 10);
    }

    /// Middle tones keep their colours; the curve bends only what is bright.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"pq.mp4,smpte2084", "hlg.mp4,arib-std-b67"})
    void high_dynamic_range_is_mapped_to_what_every_screen_shows(String name, String transfer) throws Exception {
        String mapped =
                "-vf " + STANDARD + ":p=bt2020:m=bt2020nc:t=" + transfer + ":npl=203:agamma=0,format=yuv420p10le ";
        Path source = drawn(
                name, "color=" + COLOUR + ":s=320x240:r=25:d=1", mapped + (transfer.equals("smpte2084") ? PQ : HLG));

        Transcoding film = Transcoding.of(source, BuiltInProfiles.TEST, folder);

        assertThat(film.info().picture().orElseThrow().colour().highDynamicRange())
                .isTrue();
        assertShows(film.joined(0), 25, "240,180", 16);
        assertThat(film.still(Duration.ZERO).file()).isNotEmptyFile();
    }

    @Test
    void what_is_brighter_than_white_stays_bright() throws Exception {
        String mapped = "-vf " + STANDARD + ":p=bt2020:m=bt2020nc:t=smpte2084:npl=1000,format=yuv420p10le ";
        Path source = drawn("bright.mp4", "color=c=white:s=320x240:r=25:d=1", mapped + PQ);

        Watching result = new Watching(
                Transcoding.of(source, BuiltInProfiles.TEST, folder).joined(0), folder);

        assertThat(result.colour(0.5, 0.5) & 0xff).isGreaterThan(240);
    }

    @ParameterizedTest
    @CsvSource({
        "rgba.mov,-c:v png -pix_fmt rgba",
        "yuva.mkv,-c:v ffv1 -pix_fmt yuva444p",
        "prores.mov,-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le"
    })
    void transparency_is_laid_on_black(String name, String options) throws Exception {
        Path source = drawn(
                name,
                "color=c=white:s=320x240:r=25:d=1,format=rgba,geq=r=255:g=255:b=255:a='if(lt(X,160),0,128)'",
                options);

        Transcoding film = Transcoding.of(source, BuiltInProfiles.TEST, folder);

        Watching result = new Watching(film.joined(0), folder);
        assertThat(film.info().picture().orElseThrow().transparent()).isTrue();
        assertThat(result.colour(0.25, 0.5) & 0xff).isLessThan(6);
        assertThat(result.colour(0.75, 0.5) & 0xff).isBetween(120, 136);
    }

    @ParameterizedTest
    @CsvSource({"tff,interleave_top,tt", "bff,interleave_bottom,bb"})
    void fields_become_whole_frames_whichever_comes_first(String name, String weave, String order) throws Exception {
        Path source = folder.resolve(name + ".mkv");
        Machine.ffmpeg(
                folder,
                words("-f lavfi -i testsrc2=s=320x240:r=50:d=2,tinterlace=" + weave + " -c:v mpeg2video -qscale:v 2"
                        + " -flags +ilme+ildct -field_order " + order + " " + name + ".mkv"));

        Transcoding film = Transcoding.of(source, BuiltInProfiles.TEST, folder);

        assertThat(film.info().picture().orElseThrow().scan().interlaced()).isTrue();
        assertThat(new Watching(film.joined(0), folder).frames()).isEqualTo(50);
        assertThat(combs(film.joined(0))).isLessThan(combs(source) * 0.7);
    }

    @Test
    void of_two_pictures_the_default_one_is_taken_and_cover_art_is_none() throws Exception {
        Machine.ffmpeg(
                folder,
                words("-f lavfi -i color=c=red:s=320x240:r=25:d=1 -f lavfi -i color=" + COLOUR
                        + ":s=640x360:r=25:d=1 -f lavfi -i color=c=green:s=64x64:d=0.04 -map 0 -map 1 -map 2"
                        + " -c:v libx264 -c:v:2 png -disposition:v:0 0 -disposition:v:1 default"
                        + " -disposition:v:2 attached_pic two.mp4"));

        Transcoding film = Transcoding.of(folder.resolve("two.mp4"), BuiltInProfiles.TEST, folder);

        assertThat(film.info().tracks()).hasSize(2);
        assertShows(film.joined(0), 25, "320,180", 10);
    }

    @Test
    void eight_tracks_of_one_channel_become_left_and_right() throws Exception {
        StringBuilder arguments = new StringBuilder("-f lavfi -i color=" + COLOUR + ":s=320x240:r=25:d=2");
        StringBuilder maps = new StringBuilder(" -map 0");
        for (int i = 1; i <= 8; i++) {
            arguments.append(" -f lavfi -i sine=frequency=").append(i * 300).append(":duration=2");
            maps.append(" -map ").append(i);
        }
        Machine.ffmpeg(folder, words(arguments.toString() + maps + " -c:v libx264 -c:a aac -ac 1 eight.mp4"));

        Transcoding film = Transcoding.of(folder.resolve("eight.mp4"), BuiltInProfiles.TEST, folder);

        assertThat(film.sound()).hasSize(1);
        Path made = film.joined(0);
        assertThat(loudness(made, 0, 300)).isGreaterThan(loudness(made, 0, 600) + 20);
        assertThat(loudness(made, 1, 600)).isGreaterThan(loudness(made, 1, 300) + 20);
        assertThat(new Watching(made, folder).soundSeconds()).isCloseTo(2, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"5.1,6", "7.1,8"})
    void surround_is_mixed_down_and_clips_nowhere(String layout, int channels) throws Exception {
        Machine.ffmpeg(
                folder,
                words("-f lavfi -i color=" + COLOUR + ":s=320x240:r=25:d=2 -f lavfi -i aevalsrc="
                        + "0.9*sin(700*2*PI*t)|".repeat(channels - 1) + "0.9*sin(700*2*PI*t):c=" + layout
                        + ":d=2 -c:v libx264 -c:a flac surround.mkv"));

        Transcoding film = Transcoding.of(folder.resolve("surround.mkv"), BuiltInProfiles.WEB, folder);

        Path made = film.joined(0);
        assertThat(peak(made)).isBetween(-3.0, 0.3);
        assertThat(new Watching(made, folder).soundSeconds()).isCloseTo(2, within(0.05));
    }

    @Test
    void each_language_is_a_sound_of_its_own_and_the_default_one_comes_first() throws Exception {
        Machine.ffmpeg(
                folder,
                words("-f lavfi -i color=" + COLOUR + ":s=320x240:r=25:d=1 -f lavfi -i sine=d=1 -f lavfi -i sine=d=1"
                        + " -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -ac 1 -metadata:s:a:0 language=eng"
                        + " -metadata:s:a:1 language=deu -disposition:a:0 0 -disposition:a:1 default two.mkv"));

        Transcoding film = Transcoding.of(folder.resolve("two.mkv"), BuiltInProfiles.TEST, folder);

        assertThat(film.plan().sound())
                .extracting(sound -> sound.language().orElseThrow().tag())
                .containsExactly("deu", "eng");
        assertThat(film.plan().sound()).extracting(AudioRendition::preferred).containsExactly(true, false);
    }

    @Test
    void a_track_without_packets_is_left_out() throws Exception {
        Machine.ffmpeg(
                folder,
                words("-f lavfi -i color=" + COLOUR + ":s=320x240:r=25:d=1 -f lavfi -i sine=d=1 -f lavfi -i sine=d=1"
                        + " -map 0 -map 1 -map 2 -c:v libx264 -c:a pcm_s16le -bsf:a:0 noise=drop=1"
                        + " -metadata:s:a:0 language=eng -metadata:s:a:1 language=deu empty.mkv"));

        Transcoding film = Transcoding.of(folder.resolve("empty.mkv"), BuiltInProfiles.TEST, folder);

        assertThat(film.info().sound()).hasSize(2);
        assertThat(film.sound()).extracting(SegmentedTrack::rendition).hasSize(1);
        assertThat(film.plan().sound()).extracting(AudioRendition::track).containsExactly(2);
        assertShows(film.joined(0), 25, "240,180", 10);
    }

    @Test
    void a_clock_that_jumps_back_is_mended_first() throws Exception {
        for (String part : List.of("a", "b")) {
            Machine.ffmpeg(
                    folder,
                    words("-f lavfi -i testsrc2=s=320x240:r=25:d=3 -f lavfi -i sine=d=3 -c:v libx264 -g 25 -c:a mp2 "
                            + part + ".ts"));
        }
        Path source = folder.resolve("jumping.ts");
        Files.write(source, Files.readAllBytes(folder.resolve("a.ts")));
        Files.write(source, Files.readAllBytes(folder.resolve("b.ts")), StandardOpenOption.APPEND);

        Transcoding film = Transcoding.of(source, BuiltInProfiles.TEST, folder);

        assertThat(film.mended()).isTrue();
        Watching result = new Watching(film.joined(0), folder);
        assertThat(result.frames()).isBetween(149L, 152L);
        assertThat(result.soundSeconds()).isCloseTo(6, within(0.15));
    }

    @Test
    void sound_that_is_longer_than_its_own_times_say_is_the_source_s_fault() throws Exception {
        Machine.ffmpeg(folder, words("-f lavfi -i sine=d=3 -c:a aac sound.m4a"));
        Path source = folder.resolve("sound.m4a");
        Files.write(source, Rewrite.box(Files.readAllBytes(source), "stsz", OddSourcesIT::allInOne));

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> Transcoding.of(source, BuiltInProfiles.TEST, folder))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SOURCE_UNDECODABLE));
    }

    /// The sizes of samples (ISO/IEC 14496-12, 8.7.3): the first, and only, holds all there are.
    private static byte[] allInOne(byte[] sizes) {
        ByteBuffer bytes = ByteBuffer.wrap(sizes);
        int sum = 0;
        for (int at = 12; at < sizes.length; at += 4) {
            sum += bytes.getInt(at);
        }
        return ByteBuffer.allocate(16).putInt(8, 1).putInt(12, sum).array();
    }

    private Path drawn(String name, String picture, String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
        if (options.contains("libx264")) {
            arguments.addAll(List.of("-preset", "ultrafast", "-crf", "10"));
            if (!options.contains("pix_fmt")) {
                arguments.addAll(List.of("-pix_fmt", "yuv420p"));
            }
        }
        arguments.addAll(List.of(words(options)));
        arguments.add("file:" + name);
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));
        return folder.resolve(name);
    }

    private void assertShows(Path made, long frames, String size, int tolerance) throws Exception {
        Watching result = new Watching(made, folder);
        assertThat(result.frames()).isEqualTo(frames);
        assertThat(result.told("stream=width,height")).isEqualTo(size);
        assertThat(result.told("stream=pix_fmt,color_range,color_space,color_transfer,color_primaries"))
                .isEqualTo("yuv420p,tv,bt709,bt709,bt709");
        int colour = result.colour(0.5, 0.5);
        assertThat(colour >> 16).as("red").isCloseTo(0x40, within(tolerance));
        assertThat(colour >> 8 & 0xff).as("green").isCloseTo(0x80, within(tolerance));
        assertThat(colour & 0xff).as("blue").isCloseTo(0xc0, within(tolerance));
    }

    /// How much neighbouring lines differ where lines of two moments are woven: the share of combed frames.
    private double combs(Path film) throws Exception {
        String printed = Machine.printed(
                folder,
                "-i",
                "file:" + film,
                "-map",
                "0:v:0",
                "-vf",
                "scale=320:240:flags=neighbor,format=gray,convolution=0m='0 -1 0 0 2 0 0 -1 0':0bias=0,signalstats,"
                        + "metadata=mode=print:key=lavfi.signalstats.YAVG:file=-",
                "-f",
                "null",
                "-");
        return printed.lines()
                .filter(line -> line.contains("YAVG="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                .average()
                .orElseThrow();
    }

    /// Of one channel, around a frequency, in dB.
    private double loudness(Path film, int channel, int frequency) throws Exception {
        return level(film, "pan=mono|c0=c" + channel + ",bandpass=f=" + frequency + ":width_type=h:w=40", "RMS_level");
    }

    private double peak(Path film) throws Exception {
        return level(film, "anull", "Peak_level");
    }

    private double level(Path film, String filters, String what) throws Exception {
        String printed = Machine.printed(
                folder,
                words("-i file:" + film + " -map 0:a:0 -af " + filters
                        + ",astats=metadata=1,ametadata=mode=print:key=lavfi.astats.Overall." + what
                        + ":file=- -f null -"));
        return printed.lines()
                .filter(line -> line.contains(what + "="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static String[] words(String text) {
        return text.strip().split(" +");
    }
}
