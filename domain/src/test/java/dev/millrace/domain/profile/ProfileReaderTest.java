package dev.millrace.domain.profile;

import static dev.millrace.domain.profile.Documents.fields;
import static dev.millrace.domain.profile.Documents.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.Property.Any;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.media.Bitrate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {
    private static final String NAME_RULE =
            "a name of 1 to 63 lower-case letters, digits and hyphens that begins with a letter or digit";

    @Test
    void a_short_document_is_filled_up_with_what_is_usual() {
        Node document = fields(
                "name",
                "small",
                "video",
                items(fields("codec", "h264", "rungs", items(fields("short_side", 480, "max_bitrate", "1.2M")))),
                "audio",
                items(fields("codec", "aac", "bitrate", 96_000)),
                "deliveries",
                items("mp4"));

        ProfileReading reading = ProfileReader.read(document);

        assertThat(reading)
                .isEqualTo(new ProfileReading.Read(new Profile(
                        new ProfileName("small"),
                        new Cadence(Duration.ofSeconds(2), 3),
                        List.of(new VideoRecipe(
                                new VideoEncoder.X264(Preset.FAST),
                                new Ladder(List.of(Rung.of(480, 22, Bitrate.kbps(1200)))))),
                        List.of(new AudioRecipe(new AudioEncoder.AacLc(), Bitrate.kbps(96), 2, 48_000)),
                        List.of(new Delivery.Mp4()),
                        List.of())));
    }

    @Test
    void the_whole_form_of_web_is_what_is_written_of_it() {
        Node document = fields(
                "name",
                "web",
                "gop",
                "2s",
                "segment_gops",
                3,
                "video",
                items(fields(
                        "codec",
                        "h264",
                        "preset",
                        "fast",
                        "rungs",
                        items(
                                rung(1080, "6000k", "12000k"),
                                rung(720, "3000k", "6000k"),
                                rung(480, "1200k", "2400k"),
                                rung(360, "700k", "1400k")))),
                "audio",
                items(fields("codec", "aac", "bitrate", "128k", "channels", 2, "sample_rate", 48_000)),
                "deliveries",
                items("hls", "mp4"),
                "extras",
                items("poster"));

        assertThat(ProfileWriter.write(BuiltInProfiles.WEB)).isEqualTo(document);
        assertThat(ProfileReader.read(document)).isEqualTo(new ProfileReading.Read(BuiltInProfiles.WEB));
    }

    @Test
    void what_is_written_of_any_profile_is_read_as_the_same_profile() {
        for (Profile profile : BuiltInProfiles.all()) {
            assertThat(ProfileReader.read(ProfileWriter.write(profile))).isEqualTo(new ProfileReading.Read(profile));
        }
        Property.holds(200, any -> {
            Profile profile = Profiles.any(any);

            ProfileReading reading = ProfileReader.read(ProfileWriter.write(profile));

            assertThat(reading).isEqualTo(new ProfileReading.Read(profile));
        });
    }

    @Test
    void all_violations_are_found_in_one_reading() {
        Node document = fields(
                "name",
                "My Profile",
                "gop",
                "20s",
                "segment_gops",
                new BigDecimal("2.5"),
                "video",
                items(fields(
                        "codec",
                        "h265",
                        "preset",
                        "very fast",
                        "rungs",
                        items(
                                fields("short_side", 480, "crf", 99, "max_bitrate", "1200k"),
                                fields("short_side", 720, "maxBitrate", "3000k"),
                                fields("short_side", 1080, "max_bitrate", "6000k"),
                                fields("short_side", 361, "max_bitrate", "6 Mbit", "buffer", "1k")))),
                "audio",
                items(fields("codec", "aac", "bitrate", "1M", "channels", 6, "sample_rate", 22_050)),
                "deliveries",
                items("hls", "hls"),
                "extras",
                "poster",
                "comment/~",
                "x");

        assertThat(violations(document))
                .containsExactly(
                        "/comment~1~0: is unknown; the fields here are name, gop, segment_gops, video, audio,"
                                + " deliveries, extras",
                        "/name: must be " + NAME_RULE + ", not \"My Profile\"",
                        "/gop: must be a length from 100ms to 10s, such as 2s or 500ms, not \"20s\"",
                        "/segment_gops: must be a whole number from 1 to 20, not 2.5",
                        "/video/0/codec: must be h264, not \"h265\"; did you mean \"h264\"?",
                        "/video/0/preset: must be one of ultrafast, superfast, veryfast, faster, fast, medium, slow,"
                                + " slower, veryslow, not \"very fast\"; did you mean \"veryfast\"?",
                        "/video/0/rungs/0/crf: must be a whole number from 0 to 51, not 99",
                        "/video/0/rungs/1/maxBitrate: is unknown; the fields here are short_side, crf, max_bitrate,"
                                + " buffer; did you mean \"max_bitrate\"?",
                        "/video/0/rungs/1/max_bitrate: is missing; it must be a bitrate from 16k to 800000k, such as"
                                + " 3000k or 3M",
                        "/video/0/rungs/3/short_side: must be an even number from 16 to 4320, not 361",
                        "/video/0/rungs/3/max_bitrate: must be a bitrate from 16k to 800000k, such as 3000k or 3M,"
                                + " not \"6 Mbit\"",
                        "/video/0/rungs/3/buffer: must be a bitrate from 16k to 1600000k, such as 3000k or 3M,"
                                + " not \"1k\"",
                        "/audio/0/bitrate: must be a bitrate from 32k to 512k, such as 3000k or 3M, not \"1M\"",
                        "/audio/0/channels: must be a whole number from 1 to 2, not 6",
                        "/audio/0/sample_rate: must be 44100 or 48000, not 22050",
                        "/deliveries/1: is there before; each is given once",
                        "/extras: must be a list of 0 to 1 extras, not \"poster\"");
    }

    @Test
    void rungs_go_from_the_tallest_to_the_smallest() {
        Node document = withRungs(
                fields("short_side", 720, "max_bitrate", "3M"),
                fields("short_side", 1080, "max_bitrate", "6M"),
                fields("short_side", 1080, "max_bitrate", "5M"),
                fields("short_side", 480, "max_bitrate", "1M"));

        assertThat(violations(document))
                .containsExactly(
                        "/video/0/rungs/1/short_side: must be less than the 720 of the rung before, because rungs go"
                                + " from the tallest to the smallest, each once",
                        "/video/0/rungs/2/short_side: must be less than the 1080 of the rung before, because rungs go"
                                + " from the tallest to the smallest, each once");
    }

    @Test
    void a_ladder_has_one_to_twelve_rungs() {
        Object[] thirteen = new Object[13];
        for (int i = 0; i < thirteen.length; i++) {
            thirteen[i] = fields("short_side", 1080 - 2 * i, "max_bitrate", "3M");
        }

        assertThat(violations(withRungs(thirteen)))
                .containsExactly("/video/0/rungs: must be a list of 1 to 12 rungs, not of 13");
        assertThat(violations(withRungs()))
                .containsExactly("/video/0/rungs: must be a list of 1 to 12 rungs, not of 0");
    }

    @Test
    void an_empty_document_says_what_every_profile_needs() {
        assertThat(violations(fields()))
                .containsExactly(
                        "/name: is missing; it must be " + NAME_RULE,
                        "/deliveries: is missing; it must be a list of 1 to 3 deliveries",
                        "/: must have a recipe under video, audio or both");
    }

    @Test
    void a_field_written_without_a_value_counts_as_left_out() {
        Node document = fields(
                "name",
                "sound",
                "gop",
                new Node.Nothing(),
                "video",
                new Node.Nothing(),
                "audio",
                items(fields("codec", "aac", "bitrate", "64k", "channels", new Node.Nothing())),
                "deliveries",
                items("mp4"));

        assertThat(ProfileReader.read(document)).isInstanceOf(ProfileReading.Read.class);
    }

    @Test
    void something_that_is_no_document_is_one_violation() {
        assertThat(violations(items("web")))
                .containsExactly("/: must be a profile with the fields name, gop, segment_gops, video, audio,"
                        + " deliveries, extras, not a list");
    }

    @ParameterizedTest
    @CsvSource({
        "shortside, short_side",
        "short-side, short_side",
        "max_bitrat, max_bitrate",
        "max_bitrates, max_bitrate",
        "bufer, buffer",
        "CRF, crf"
    })
    void a_near_miss_is_pointed_out(String written, String meant) {
        Node document =
                withRungs(fields("short_side", 480, "max_bitrate", "1M", "crf", 22, "buffer", "2M", written, 1));

        assertThat(violations(document).getFirst()).contains("did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "''", "a_very_long_word_that_is_like_none_of_the_fields_that_there_are"})
    void a_word_that_is_far_from_all_others_is_not_guessed_at(String written) {
        Node document = withRungs(fields("short_side", 480, "max_bitrate", "1M", written, 1));

        assertThat(violations(document)).singleElement().asString().doesNotContain("did you mean");
    }

    @Test
    void a_number_of_a_billion_digits_is_refused_at_once() {
        Node document = fields(
                "name",
                "x",
                "segment_gops",
                new BigDecimal("1e999999999"),
                "audio",
                items(fields("codec", "aac", "bitrate", new BigDecimal("1e-999999999"))),
                "deliveries",
                items("mp4"));

        assertThat(violations(document))
                .containsExactly(
                        "/segment_gops: must be a whole number from 1 to 20, not 1E+999999999",
                        "/audio/0/bitrate: must be a bitrate from 32k to 512k, such as 3000k or 3M,"
                                + " not 1E-999999999");
    }

    @Test
    void what_is_quoted_fits_on_a_line() {
        Node document = fields("name", "line\nend" + "x".repeat(1000), "deliveries", items("mp4"), "video", items());

        assertThat(violations(document).getFirst()).endsWith("not \"line end" + "x".repeat(32) + "…\"");
    }

    @Test
    void any_document_is_either_read_or_refused_with_reasons() {
        Property.holds(800, any -> {
            Node document = spoilt(any, ProfileWriter.write(Profiles.any(any)));

            switch (ProfileReader.read(document)) {
                case ProfileReading.Read(Profile profile) ->
                    assertThat(ProfileReader.read(ProfileWriter.write(profile)))
                            .isEqualTo(new ProfileReading.Read(profile));
                case ProfileReading.Invalid(List<Violation> violations) ->
                    assertThat(violations).isNotEmpty();
            }
        });
    }

    private static Node rung(int shortSide, String maxBitrate, String buffer) {
        return fields("short_side", shortSide, "crf", 22, "max_bitrate", maxBitrate, "buffer", buffer);
    }

    private static Node withRungs(Object... rungs) {
        return fields(
                "name",
                "x",
                "video",
                items(fields("codec", "h264", "rungs", items(rungs))),
                "deliveries",
                items("mp4"));
    }

    private static List<String> violations(Node document) {
        return switch (ProfileReader.read(document)) {
            case ProfileReading.Invalid(List<Violation> violations) ->
                violations.stream().map(Violation::toString).toList();
            case ProfileReading.Read(Profile profile) -> throw new AssertionError("was read as " + profile);
        };
    }

    /// The same document with some of its nodes replaced by others.
    private static Node spoilt(Any any, Node node) {
        if (any.chance(0.04)) {
            return any.of(
                    new Node.Nothing(),
                    new Node.Flag(true),
                    new Node.Text("fast"),
                    new Node.Text("1M"),
                    Node.Numeric.of(any.whole(-1, 5000)),
                    new Node.Numeric(new BigDecimal("0.1")),
                    items("hls", "poster"),
                    fields("codec", "aac"));
        }
        return switch (node) {
            case Node.Fields(Map<String, Node> values) -> {
                Map<String, Node> copies = new LinkedHashMap<>();
                values.forEach((name, value) -> copies.put(any.chance(0.02) ? name + "s" : name, spoilt(any, value)));
                yield new Node.Fields(copies);
            }
            case Node.Items(List<Node> values) -> {
                List<Node> copies = new ArrayList<>();
                values.forEach(value -> copies.add(spoilt(any, value)));
                if (any.chance(0.05)) {
                    copies.addAll(values);
                }
                yield new Node.Items(copies);
            }
            case Node.Text _, Node.Numeric _, Node.Flag _, Node.Nothing _ -> node;
        };
    }
}
