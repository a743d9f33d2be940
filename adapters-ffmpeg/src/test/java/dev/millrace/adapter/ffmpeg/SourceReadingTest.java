package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.data.JsonFormatParser;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.Ratio;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Timing;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers of ffprobe, cut down to what is read, and what they mean.
class SourceReadingTest {
    private static final String PICTURE = """
            "index": 0, "codec_type": "video", "codec_name": "h264", "codec_tag_string": "avc1",
            "width": 1920, "height": 1080, "pix_fmt": "yuv420p",
            "r_frame_rate": "24/1", "avg_frame_rate": "24/1"
            """;
    private static final String SOUND = """
            "index": 1, "codec_type": "audio", "codec_name": "aac", "channels": 2, "sample_rate": "48000"
            """;
    private static final String FORMAT = """
            "format_name": "mov,mp4,m4a,3gp,3g2,mj2", "start_time": "0.000000", "duration": "66.796000", "size": "24318999"
            """;

    private String complaints = "";

    @Test
    void a_phone_s_film_is_read_with_all_it_says() throws Exception {
        SourceInfo info = read(FORMAT, """
                "index": 0, "codec_type": "video", "codec_name": "hevc", "width": 1920, "height": 1080,
                "sample_aspect_ratio": "4:3", "pix_fmt": "yuv420p10le", "color_range": "tv",
                "color_primaries": "bt2020", "color_transfer": "arib-std-b67", "color_space": "bt2020nc",
                "r_frame_rate": "30000/1001", "avg_frame_rate": "20000/667", "nb_frames": "100",
                "disposition": {"default": 1, "attached_pic": 0},
                "side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90, "displaymatrix":
                 "\\n00000000:            0       65536           0\\n00000001:       -65536           0           0\\n"}]
                """, """
                "index": 1, "codec_type": "audio", "codec_name": "aac", "channels": 2, "sample_rate": "44100",
                "disposition": {"default": 1}, "tags": {"language": "eng"}
                """);

        assertThat(info.container().format()).isEqualTo("mov,mp4,m4a,3gp,3g2,mj2");
        assertThat(info.container().size().bytes()).isEqualTo(24_318_999);
        assertThat(info.timing()).isEqualTo(new Timing(Duration.ZERO, Optional.of(Duration.ofMillis(66_796))));
        assertThat(info.tracks())
                .containsExactly(
                        new VideoTrack(
                                0,
                                "hevc",
                                true,
                                new FrameSize(1920, 1080),
                                new Ratio(4, 3),
                                new Orientation(1, false),
                                new FrameRate(30000, 1001),
                                new FrameRate(20000, 667),
                                OptionalLong.of(100),
                                Scan.PROGRESSIVE,
                                new Colour(
                                        Optional.of("bt2020"),
                                        Optional.of("arib-std-b67"),
                                        Optional.of("bt2020nc"),
                                        false),
                                "yuv420p10le"),
                        new AudioTrack(1, "aac", true, 2, 44_100, Optional.of(new Language("eng"))));
        assertThat(info.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tt,TOP_FIELD_FIRST",
        "bt,TOP_FIELD_FIRST",
        "bb,BOTTOM_FIELD_FIRST",
        "tb,BOTTOM_FIELD_FIRST",
        "progressive,PROGRESSIVE",
        "unknown,PROGRESSIVE"
    })
    void the_field_shown_first_counts(String order, Scan scan) throws Exception {
        SourceInfo info = read(FORMAT, PICTURE + ", \"field_order\": \"" + order + "\"");

        assertThat(info.picture().orElseThrow().scan()).isEqualTo(scan);
    }

    @Test
    void full_range_is_seen_in_the_range_and_in_the_pixel_format() throws Exception {
        SourceInfo said = read(FORMAT, PICTURE + ", \"color_range\": \"pc\"");
        SourceInfo coded = read(FORMAT, PICTURE.replace("yuv420p", "yuvj420p"));

        assertThat(said.picture().orElseThrow().colour().fullRange()).isTrue();
        assertThat(coded.picture().orElseThrow().colour().fullRange()).isTrue();
    }

    @Test
    void cover_art_and_data_are_no_tracks() throws Exception {
        SourceInfo info = read(
                FORMAT,
                SOUND,
                PICTURE + ", \"disposition\": {\"attached_pic\": 1}",
                "\"index\": 2, \"codec_type\": \"data\"");

        assertThat(info.tracks()).hasSize(1);
        assertThat(info.picture()).isEmpty();
        assertThat(info.warnings()).isEmpty();
    }

    @Test
    void subtitles_are_no_tracks_and_are_told_of() throws Exception {
        SourceInfo info = read(FORMAT, PICTURE, "\"index\": 2, \"codec_type\": \"subtitle\"");

        assertThat(info.tracks()).hasSize(1);
        assertThat(info.warnings()).extracting(Warning::code).containsExactly("subtitles_left_out");
    }

    @Test
    void a_picture_for_players_of_dolby_vision_alone_is_told_of() throws Exception {
        SourceInfo info = read(
                FORMAT,
                PICTURE + ", \"side_data_list\": [{\"side_data_type\": \"DOVI configuration record\","
                        + " \"dv_profile\": 5}]");

        assertThat(info.warnings()).extracting(Warning::code).containsExactly("dolby_vision_only");
    }

    @Test
    void an_unknown_length_and_an_incredible_one_are_left_to_be_measured() throws Exception {
        SourceInfo unknown = read(FORMAT.replace("66.796000", "N/A"), PICTURE);
        SourceInfo incredible = read(FORMAT.replace("66.796000", "143165.643233"), PICTURE);

        assertThat(unknown.timing().duration()).isEmpty();
        assertThat(unknown.warnings()).extracting(Warning::code).containsExactly("duration_unknown");
        assertThat(incredible.timing().duration()).isEmpty();
        assertThat(incredible.warnings()).extracting(Warning::code).containsExactly("duration_doubtful");
    }

    @Test
    void clocks_may_start_early_and_late() throws Exception {
        SourceInfo early = read(FORMAT.replace("\"0.000000\"", "\"-0.023000\""), PICTURE);
        SourceInfo late = read(FORMAT.replace("\"0.000000\"", "\"43473.512345\""), PICTURE);

        assertThat(early.timing().start()).isEqualTo(Duration.ofMillis(-23));
        assertThat(late.timing().start()).isEqualTo(Duration.ofNanos(43_473_512_345_000L));
    }

    @Test
    void impossible_pixels_and_rates_are_replaced_with_a_word() throws Exception {
        SourceInfo info = read(FORMAT, PICTURE.replace("24/1", "0/0") + ", \"sample_aspect_ratio\": \"1:100000\"");

        VideoTrack picture = info.picture().orElseThrow();
        assertThat(picture.pixelShape()).isEqualTo(Ratio.SQUARE);
        assertThat(picture.nominalRate()).isEqualTo(FrameRate.of(25));
        assertThat(info.warnings())
                .extracting(Warning::code)
                .containsExactlyInAnyOrder("frame_rate_unknown", "pixel_shape_ignored");
    }

    @Test
    void unsaid_pixel_shapes_are_square_without_a_word() throws Exception {
        assertThat(read(FORMAT, PICTURE).warnings()).isEmpty();
        assertThat(read(FORMAT, PICTURE + ", \"sample_aspect_ratio\": \"0:1\"").warnings())
                .isEmpty();
    }

    @Test
    void a_file_of_data_alone_holds_no_picture_and_no_sound() {
        MediaFailed failed = refused(
                FailureCode.SOURCE_NO_STREAMS,
                FORMAT,
                "\"index\": 0, \"codec_type\": \"data\"",
                "\"index\": 1, \"codec_type\": \"subtitle\"",
                "\"index\": 2, \"codec_type\": \"data\"");

        assertThat(failed.failure().sentence())
                .isEqualTo("The file holds no picture and no sound (2 data tracks, 1 subtitle track).");
    }

    @Test
    void encryption_is_seen_in_the_first_packets_and_in_the_codec_s_tag() {
        String answer = "{\"packets\": [{\"stream_index\": 0, \"side_data_list\": "
                + "[{\"side_data_type\": \"Encryption info\"}]}], \"streams\": [{" + PICTURE + "}], \"format\": {"
                + FORMAT + "}}";

        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> reading(answer).read())
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SOURCE_ENCRYPTED));
        refused(FailureCode.SOURCE_ENCRYPTED, FORMAT, PICTURE.replace("avc1", "encv"));
    }

    @Test
    void a_photograph_in_a_film_s_container_is_refused() {
        refused(FailureCode.SOURCE_FORMAT_REFUSED, FORMAT + ", \"tags\": {\"major_brand\": \"heic\"}", PICTURE);
    }

    @Test
    void a_picture_too_large_is_refused() {
        refused(
                FailureCode.SOURCE_TOO_LARGE,
                FORMAT,
                PICTURE.replace("1920", "16384").replace("1080", "8640"));
    }

    @Test
    void a_picture_that_was_not_even_measured_is_too_large_when_ffprobe_says_so() {
        complaints = "[h264 @ 0x1] [error] Picture size 9000x5000 exceeds specified max pixel count 35389440";

        refused(FailureCode.SOURCE_TOO_LARGE, FORMAT, PICTURE.replace("1920", "0"));
    }

    @Test
    void a_picture_without_a_form_cannot_be_decoded() {
        refused(FailureCode.SOURCE_UNDECODABLE, FORMAT, PICTURE.replace("\"pix_fmt\": \"yuv420p\",", ""));
    }

    @Test
    void a_picture_that_cannot_be_read_is_not_replaced_by_the_sound_alone() {
        refused(FailureCode.SOURCE_CODEC_UNKNOWN, FORMAT, PICTURE.replace("h264", "magic"), SOUND);
    }

    @Test
    void sound_that_cannot_be_read_is_left_out_with_a_word() throws Exception {
        SourceInfo info = read(FORMAT, PICTURE, SOUND.replace("aac", "magic"));

        assertThat(info.tracks()).hasSize(1);
        assertThat(info.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("stream_skipped");
            assertThat(warning.sentence()).contains("magic").contains("left out");
        });
    }

    @Test
    void numbers_beyond_all_bounds_do_no_harm() throws Exception {
        SourceInfo info = read(
                FORMAT.replace("24318999", "99999999999999999999"),
                PICTURE + ", \"nb_frames\": \"99999999999999999999\"");

        assertThat(info.picture().orElseThrow().declaredFrames()).isEmpty();
    }

    private SourceInfo read(String format, String... streams) throws MediaFailed {
        return reading("{\"streams\": [{" + String.join("}, {", streams) + "}], \"format\": {" + format + "}}")
                .read();
    }

    private MediaFailed refused(FailureCode code, String format, String... streams) {
        try {
            throw new AssertionError("not refused: " + read(format, streams));
        } catch (MediaFailed e) {
            assertThat(e.failure().code()).isEqualTo(code);
            return e;
        }
    }

    private SourceReading reading(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        FFprobeResult parsed = new FFprobeResult(new JsonFormatParser().parse(new ByteArrayInputStream(bytes)));
        Refusal refusal = new Refusal(FirstBytes.ISO_MEDIA, complaints);
        return new SourceReading(parsed, refusal, SourceLimits.STANDARD, Set.of("h264", "hevc", "aac"));
    }
}
