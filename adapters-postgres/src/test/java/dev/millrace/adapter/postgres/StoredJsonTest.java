package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.SkippedRung;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Extra;
import dev.millrace.domain.profile.Ladder;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoEncoder;
import dev.millrace.domain.profile.VideoRecipe;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Work;
import dev.millrace.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stored form is a promise to the rows of every installation. A difference to `stored-v1.json` means that they
/// can't be read any more, or that a process of the previous version can't read what this one writes.
class StoredJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectPrefix PREFIX = new ObjectPrefix("t/default/jobs/1/");
    private static final RenditionId PICTURE = new RenditionId("180p");
    private static final RenditionId SOUND = new RenditionId("audio-1");
    private static final SourceInfo FILM = Samples.aFilm();
    private static final VideoEncoder X264 = new VideoEncoder.X264(Preset.FAST);
    private static final AudioRecipe STEREO = new AudioRecipe(new AudioEncoder.AacLc(), Bitrate.kbps(128), 2, 48_000);
    private static final Profile PROFILE = new Profile(
            new ProfileName("mine"),
            new Cadence(Duration.ofMillis(1500), 2),
            List.of(new VideoRecipe(X264, new Ladder(List.of(Rung.of(180, 22, Bitrate.kbps(400)))))),
            List.of(STEREO),
            List.of(new Delivery.Hls(), new Delivery.Mp4()),
            List.of(new Extra.Poster()));

    private final StoredJson json = new StoredJson();

    /// A value and its name in the file.
    record Sample<T>(String name, Class<T> type, T value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample<?>> samples() {
        return Stream.of(
                new Sample<>("profile", Profile.class, PROFILE),
                new Sample<>("source", SourceInfo.class, FILM),
                new Sample<>("source_of_a_version", SourceInfo.class, FILM.of("\"0a1b\"")),
                new Sample<>("plan_opened", Plan.class, plan(OptionalLong.empty())),
                new Sample<>("plan_complete", Plan.class, plan(OptionalLong.of(96))),
                new Sample<>(
                        "plan_of_sound",
                        Plan.class,
                        new Plan(
                                Optional.empty(),
                                plan(OptionalLong.empty()).sound(),
                                List.of(new SkippedRung(PICTURE, "The source has no picture.")))),
                new Sample<>("plan_of_channels", Plan.class, aPlanOfChannels()),
                new Sample<>("work_probe", Work.class, new Work.Probe()),
                new Sample<>("work_index", Work.class, new Work.Index()),
                new Sample<>(
                        "work_encode_chunk",
                        Work.class,
                        new Work.EncodeChunk(
                                new Chunk(1, new FrameRange(48, 96), true),
                                List.of(new Entry.SeekTo(Duration.ofMillis(1001)), new Entry.FromStart()),
                                List.of(PICTURE))),
                new Sample<>("work_stills", Work.class, new Work.Stills()),
                new Sample<>("work_remux", Work.class, new Work.Remux(Optional.of(PICTURE), List.of(SOUND))),
                new Sample<>("work_remux_sound", Work.class, new Work.Remux(Optional.empty(), List.of(SOUND))),
                new Sample<>("work_publish", Work.class, new Work.Publish()),
                new Sample<>("product_probed", Product.class, new Product.Probed(FILM)),
                new Sample<>(
                        "product_indexed",
                        Product.class,
                        new Product.Indexed(
                                List.of(Samples.aTrack(PREFIX, SOUND, 1)), FILM.warnings(), Optional.empty())),
                new Sample<>(
                        "product_indexed_mended",
                        Product.class,
                        new Product.Indexed(
                                List.of(Samples.aTrack(PREFIX, SOUND, 1)),
                                FILM.warnings(),
                                Optional.of(new Product.Mended(Samples.aStoredFile(PREFIX, "source.mkv"), FILM)))),
                new Sample<>(
                        "product_encoded_chunk",
                        Product.class,
                        new Product.EncodedChunk(List.of(Samples.aTrack(PREFIX, PICTURE, 2)), 48)),
                new Sample<>(
                        "product_pictured",
                        Product.class,
                        new Product.Pictured(Samples.aStoredFile(PREFIX, "poster.jpg"), new FrameSize(320, 180))),
                new Sample<>(
                        "product_remuxed",
                        Product.class,
                        new Product.Remuxed(
                                PICTURE, Samples.aStoredFile(PREFIX, "film.mp4"), new MediaDuration(240, 24))),
                new Sample<>("product_published", Product.class, Samples.somethingPublished(PREFIX)),
                new Sample<>(
                        "job_outputs",
                        JobReader.Outputs.class,
                        new JobReader.Outputs(Samples.somethingPublished(PREFIX).outputs())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void a_value_is_stored_in_the_form_of_version_1(Sample<T> sample) throws Exception {
        JsonNode stored = MAPPER.readTree(json.write(sample.type(), sample.value()));

        assertThat(stored.toPrettyString()).isEqualTo(golden(sample).toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void a_value_stored_by_version_1_is_read_as_it_was(Sample<T> sample) throws Exception {
        T read = json.read(sample.type(), golden(sample).toString());

        assertThat(read).isEqualTo(sample.value());
    }

    @Test
    void every_kind_of_work_and_every_product_is_among_the_samples() {
        for (Class<?> sealed : List.of(Work.class, Product.class)) {
            List<Class<?>> sampled =
                    samples().<Class<?>>map(sample -> sample.value().getClass()).toList();

            assertThat(sampled).containsAll(Arrays.asList(sealed.getPermittedSubclasses()));
        }
    }

    @Test
    void what_a_later_version_added_is_skipped() throws Exception {
        ObjectNode stored = (ObjectNode) MAPPER.readTree(json.write(Work.class, new Work.Probe()));
        ((ObjectNode) stored.get("value")).put("depth", 3);

        assertThat(json.read(Work.class, stored.toString())).isEqualTo(new Work.Probe());
    }

    @Test
    void a_later_schema_version_is_refused_by_name() {
        assertThatThrownBy(() -> json.read(Work.class, "{\"schema_version\": 2, \"value\": {\"type\": \"probe\"}}"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("a stored Work has schema version 2, and this Millrace reads version 1");
    }

    @Test
    void a_document_that_breaks_a_rule_of_the_domain_is_refused() {
        assertThatThrownBy(() ->
                        json.read(FrameRange.class, "{\"schema_version\": 1, \"value\": {\"start\": 5, \"end\": 5}}"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("a stored FrameRange can't be read");
    }

    private static Plan plan(OptionalLong frames) {
        return new Plan(
                Optional.of(new PicturePlan(
                        0,
                        new Grid(new FrameRate(24_000, 1001), 12, 2),
                        List.of(new VideoRendition(
                                PICTURE, X264, new FrameSize(320, 180), 28, Bitrate.kbps(400), Bitrate.kbps(800))),
                        List.of(new Chunk(0, new FrameRange(0, 24), false)),
                        frames)),
                List.of(new AudioRendition(
                        SOUND, 1, OptionalInt.empty(), Optional.of(new Language("eng")), true, STEREO)),
                List.of());
    }

    private static Plan aPlanOfChannels() {
        AudioRendition pair =
                new AudioRendition(SOUND, 1, OptionalInt.of(2), Optional.of(new Language("eng")), true, STEREO);
        return new Plan(Optional.empty(), List.of(pair), List.of());
    }

    private static JsonNode golden(Sample<?> sample) throws IOException {
        try (InputStream file = StoredJsonTest.class.getResourceAsStream("stored-v1.json")) {
            return MAPPER.readTree(file).path(sample.name());
        }
    }
}
