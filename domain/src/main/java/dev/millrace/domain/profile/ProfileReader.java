package dev.millrace.domain.profile;

import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.media.Bitrate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads profiles from documents, whose form `docs/profiles.md` describes. One reading finds all violations.
public final class ProfileReader {
    private static final int USUAL_CRF = 22;
    private static final int USUAL_CHANNELS = 2;
    private static final int USUAL_SAMPLE_RATE = 48_000;

    private static final Expected<ProfileName> NAME = Expected.text(
            "a name of 1 to 63 lower-case letters, digits and hyphens that begins with a letter or digit",
            text -> Optional.of(text).filter(ProfileName::wellFormed).map(ProfileName::new));
    private static final Expected<Duration> GOP = Expected.length(Cadence.SHORTEST, Cadence.LONGEST);
    private static final Expected<Integer> SEGMENT_GOPS = Expected.whole(1, Cadence.MOST_SEGMENT_GOPS);
    private static final Expected<Delivery> DELIVERY = Expected.oneOf(Delivery.ALL, Delivery::word);
    private static final Expected<Extra> EXTRA = Expected.oneOf(Extra.ALL, Extra::word);

    private static final Expected<VideoCodec> VIDEO_CODEC =
            Expected.oneOf(List.of(VideoCodec.values()), VideoCodec::word);
    private static final Expected<Preset> PRESET = Expected.oneOf(List.of(Preset.values()), Preset::word);
    private static final Expected<Integer> SHORT_SIDE = Expected.even(Rung.SMALLEST, Rung.LARGEST);
    private static final Expected<Integer> CRF = Expected.whole(0, Rung.COARSEST_CRF);
    private static final Expected<Bitrate> MAX_BITRATE = Expected.bitrate(Rung.LOWEST_CAP, Rung.HIGHEST_CAP);
    private static final Expected<Bitrate> BUFFER = Expected.bitrate(Rung.SMALLEST_BUFFER, Rung.LARGEST_BUFFER);

    private static final Expected<AudioCodec> AUDIO_CODEC =
            Expected.oneOf(List.of(AudioCodec.values()), AudioCodec::word);
    private static final Expected<Bitrate> AUDIO_BITRATE = Expected.bitrate(AudioRecipe.LOWEST, AudioRecipe.HIGHEST);
    private static final Expected<Integer> CHANNELS = Expected.whole(1, AudioRecipe.MOST_CHANNELS);
    private static final Expected<Integer> SAMPLE_RATE = Expected.oneNumberOf(AudioRecipe.SAMPLE_RATES);

    private final List<Violation> violations;

    private ProfileReader(List<Violation> violations) {
        this.violations = violations;
    }

    /// Reads a document.
    public static ProfileReading read(Node document) {
        List<Violation> violations = new ArrayList<>();
        return read(new Place("", document, violations))
                .<ProfileReading>map(ProfileReading.Read::new)
                .orElseGet(() -> new ProfileReading.Invalid(violations));
    }

    /// Reads a profile that stands within another document; empty when it breaks rules, which is reported then.
    public static Optional<Profile> read(Place place) {
        return new ProfileReader(place.violations()).profile(place);
    }

    /// Reads the field `deliveries`, which must be written.
    public static List<Delivery> deliveries(FieldsHere fields) {
        return eachOnce(
                fields.items("deliveries", new Place.ListOf("deliveries", 1, Delivery.ALL.size())),
                delivery -> delivery.read(DELIVERY),
                Function.identity());
    }

    private Optional<Profile> profile(Place place) {
        int before = violations.size();
        FieldsHere fields = place.fields(
                "a profile", List.of("name", "gop", "segment_gops", "video", "audio", "deliveries", "extras"));
        Optional<ProfileName> name = fields.required("name", NAME);
        Optional<Duration> gop = fields.optional("gop", Cadence.STREAMING.gop(), GOP);
        Optional<Integer> segmentGops = fields.optional("segment_gops", Cadence.STREAMING.segmentGops(), SEGMENT_GOPS);
        List<VideoRecipe> video = eachOnce(
                fields.items("video", listOfUpTo("recipes, one for each codec", VideoCodec.values().length)),
                this::videoRecipe,
                recipe -> recipe.encoder().codec());
        List<AudioRecipe> audio = eachOnce(
                fields.items("audio", listOfUpTo("recipes, one for each codec", AudioCodec.values().length)),
                this::audioRecipe,
                recipe -> recipe.encoder().codec());
        List<Delivery> deliveries = deliveries(fields);
        List<Extra> extras = eachOnce(
                fields.items("extras", listOfUpTo("extras", Extra.ALL.size())),
                extra -> extra.read(EXTRA),
                Function.identity());
        if (fields.present() && fields.isEmpty("video") && fields.isEmpty("audio")) {
            place.refuse("must have a recipe under video, audio or both");
        }
        return built(
                before,
                () -> new Profile(
                        name.orElseThrow(),
                        new Cadence(gop.orElseThrow(), segmentGops.orElseThrow()),
                        video,
                        audio,
                        deliveries,
                        extras));
    }

    private Optional<VideoRecipe> videoRecipe(Place place) {
        int before = violations.size();
        FieldsHere fields = place.fields("a video recipe", List.of("codec", "preset", "rungs"));
        Optional<VideoCodec> codec = fields.required("codec", VIDEO_CODEC);
        Optional<Preset> preset = fields.optional("preset", Preset.FAST, PRESET);
        List<Rung> rungs = new ArrayList<>();
        for (Place step : fields.items("rungs", new Place.ListOf("rungs", 1, Ladder.MOST))) {
            rung(step).ifPresent(rung -> {
                if (!rungs.isEmpty() && rung.shortSide() >= rungs.getLast().shortSide()) {
                    step.at("short_side", step.node())
                            .refuse("must be less than the " + rungs.getLast().shortSide()
                                    + " of the rung before, because rungs go from the tallest to the smallest,"
                                    + " each once");
                }
                rungs.add(rung);
            });
        }
        return built(
                before,
                () -> new VideoRecipe(
                        switch (codec.orElseThrow()) {
                            case H264 -> new VideoEncoder.X264(preset.orElseThrow());
                        },
                        new Ladder(rungs)));
    }

    private Optional<Rung> rung(Place place) {
        int before = violations.size();
        FieldsHere fields = place.fields("a rung", List.of("short_side", "crf", "max_bitrate", "buffer"));
        Optional<Integer> shortSide = fields.required("short_side", SHORT_SIDE);
        Optional<Integer> crf = fields.optional("crf", USUAL_CRF, CRF);
        Optional<Bitrate> cap = fields.required("max_bitrate", MAX_BITRATE);
        Optional<Bitrate> buffer =
                fields.has("buffer") ? fields.required("buffer", BUFFER) : cap.map(Rung::usualBuffer);
        return built(
                before,
                () -> new Rung(shortSide.orElseThrow(), crf.orElseThrow(), cap.orElseThrow(), buffer.orElseThrow()));
    }

    private Optional<AudioRecipe> audioRecipe(Place place) {
        int before = violations.size();
        FieldsHere fields = place.fields("an audio recipe", List.of("codec", "bitrate", "channels", "sample_rate"));
        Optional<AudioCodec> codec = fields.required("codec", AUDIO_CODEC);
        Optional<Bitrate> bitrate = fields.required("bitrate", AUDIO_BITRATE);
        Optional<Integer> channels = fields.optional("channels", USUAL_CHANNELS, CHANNELS);
        Optional<Integer> sampleRate = fields.optional("sample_rate", USUAL_SAMPLE_RATE, SAMPLE_RATE);
        return built(
                before,
                () -> new AudioRecipe(
                        switch (codec.orElseThrow()) {
                            case AAC -> new AudioEncoder.AacLc();
                        },
                        bitrate.orElseThrow(),
                        channels.orElseThrow(),
                        sampleRate.orElseThrow()));
    }

    /// What could be read, and a violation for each entry of which there was one before.
    private static <T> List<T> eachOnce(
            List<Place> places, Function<Place, Optional<T>> reading, Function<T, ? extends Object> kind) {
        List<T> values = new ArrayList<>();
        for (Place place : places) {
            reading.apply(place).ifPresent(value -> {
                if (values.stream().map(kind).anyMatch(kind.apply(value)::equals)) {
                    place.refuse("is there before; each is given once");
                }
                values.add(value);
            });
        }
        return values;
    }

    /// A value, if everything it is made of could be read.
    ///
    /// @param before number of violations when its reading began
    private <T> Optional<T> built(int before, Supplier<T> building) {
        return violations.size() == before ? Optional.of(building.get()) : Optional.empty();
    }

    private static Place.ListOf listOfUpTo(String of, int most) {
        return new Place.ListOf(of, 0, most);
    }
}
