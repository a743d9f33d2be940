package dev.millrace.adapter.rest;

import dev.millrace.application.client.StoreProfile;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.profile.AudioCodec;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Extra;
import dev.millrace.domain.profile.Ladder;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoCodec;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [ProfilesController] does, and the shape of profiles, which `docs/profiles.md` describes.
@Singleton
final class ProfilesChapter implements Chapter {
    private static final Schema NAME = Schema.text("[a-z0-9][a-z0-9-]{0,62}");
    private static final Schema LENGTH = Schema.text("[0-9]+(\\.[0-9]+)?m?s").example("2s");
    private static final Schema BITRATE = Schema.text("[0-9]+(\\.[0-9]+)?[kM]?").example("3000k");
    private static final Schema BITRATE_OR_NUMBER = Schema.either(BITRATE, Schema.whole());
    private static final Schema CRF = Schema.whole(0, Rung.COARSEST_CRF);
    private static final Schema SIDE = Schema.whole(Rung.SMALLEST, Rung.LARGEST);
    private static final Schema VIDEO_CODEC = Schema.word(VideoCodec.values(), VideoCodec::word);
    private static final Schema PRESET = Schema.word(Preset.values(), Preset::word);
    private static final Schema AUDIO_CODEC = Schema.word(AudioCodec.values(), AudioCodec::word);
    private static final Schema CHANNELS = Schema.whole(1, AudioRecipe.MOST_CHANNELS);
    private static final Schema SAMPLE_RATE = Schema.whole();
    private static final Schema SEGMENT_GOPS = Schema.whole(1, Cadence.MOST_SEGMENT_GOPS);

    private static final Schema DELIVERIES = Schema.list(
                    Schema.words(Delivery.ALL.stream().map(Delivery::word).toList()), 1, Delivery.ALL.size())
            .unique();

    private static final Schema EXTRAS = Schema.list(
                    Schema.words(Extra.ALL.stream().map(Extra::word).toList()), 0, Extra.ALL.size())
            .unique();

    private static final Schema PROFILE = Schema.object()
            .with("name", NAME, "What jobs call it.")
            .with("gop", LENGTH, "Time between key pictures.")
            .with("segment_gops", SEGMENT_GOPS, "How many such groups a segment has.")
            .with("video", Schema.list(videoRecipe()), "One recipe for each codec.")
            .with("audio", Schema.list(audioRecipe()), "One recipe for each codec.")
            .with("deliveries", DELIVERIES, "In which forms it is delivered.")
            .with("extras", EXTRAS, "What comes beside.")
            .named("Profile");

    /// With its name left out where something else says it.
    static final Schema NEW_PROFILE = Schema.object()
            .optional("name", NAME, "What jobs call it; as the address says, or `custom` in a job, unless given.")
            .optional("gop", LENGTH, "Time between key pictures, 100ms to 10s; 2s unless given.")
            .optional("segment_gops", SEGMENT_GOPS, "How many such groups a segment has; 3 unless given.")
            .optional("video", Schema.list(newVideoRecipe()), "One recipe for each codec.")
            .optional("audio", Schema.list(newAudioRecipe()), "One recipe for each codec.")
            .with("deliveries", DELIVERIES, "In which forms it is delivered.")
            .optional("extras", EXTRAS, "What comes beside.")
            .closed()
            .named("NewProfile");

    private static final Schema LIST = Schema.object()
            .with(
                    "profiles",
                    Schema.list(Schema.object()
                            .with("name", NAME, "What jobs call it.")
                            .with("built_in", Schema.flag(), "Whether it is always there and never changes.")
                            .with("version", Schema.whole().orNull(), "Of this state; null of a built-in one.")
                            .with("profile", PROFILE, "The profile itself.")
                            .named("ListedProfile")),
                    "The built-in ones first, then the tenant's own by name.")
            .named("ProfileList");

    private static Schema videoRecipe() {
        return Schema.object()
                .with("codec", VIDEO_CODEC, "How it is encoded.")
                .with("preset", PRESET, "How much time encoding may take.")
                .with(
                        "rungs",
                        Schema.list(Schema.object()
                                .with("short_side", SIDE, "Pixels of the shorter side.")
                                .with("crf", CRF, "The quality that is aimed at; lower is better.")
                                .with("max_bitrate", BITRATE, "The cap.")
                                .with("buffer", BITRATE, "Bits that may pass at once.")
                                .named("Rung")),
                        "From the tallest to the smallest.")
                .named("VideoRecipe");
    }

    private static Schema newVideoRecipe() {
        return Schema.object()
                .with("codec", VIDEO_CODEC, "How it is encoded.")
                .optional("preset", PRESET, "How much time encoding may take; `fast` unless given.")
                .with(
                        "rungs",
                        Schema.list(
                                Schema.object()
                                        .with("short_side", SIDE, "Pixels of the shorter side, even.")
                                        .optional("crf", CRF, "The quality that is aimed at; 22 unless given.")
                                        .with("max_bitrate", BITRATE_OR_NUMBER, "The cap, 16k to 800M.")
                                        .optional(
                                                "buffer",
                                                BITRATE_OR_NUMBER,
                                                "Bits that may pass at once; twice the cap unless given.")
                                        .closed()
                                        .named("NewRung"),
                                1,
                                Ladder.MOST),
                        "From the tallest to the smallest.")
                .closed()
                .named("NewVideoRecipe");
    }

    private static Schema audioRecipe() {
        return Schema.object()
                .with("codec", AUDIO_CODEC, "How it is encoded.")
                .with("bitrate", BITRATE, "Of all channels together.")
                .with("channels", CHANNELS, "How many.")
                .with("sample_rate", SAMPLE_RATE, "Samples a second.")
                .named("AudioRecipe");
    }

    private static Schema newAudioRecipe() {
        return Schema.object()
                .with("codec", AUDIO_CODEC, "How it is encoded.")
                .with("bitrate", BITRATE_OR_NUMBER, "Of all channels together, 32k to 512k.")
                .optional("channels", CHANNELS, "How many; 2 unless given.")
                .optional("sample_rate", SAMPLE_RATE, "44100 or 48000, which it is unless given.")
                .closed()
                .named("NewAudioRecipe");
    }

    @Override
    public String name() {
        return "profiles";
    }

    @Override
    public String what() {
        return "A profile says what to make of a source, whatever it is.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of("GET /profiles", "listProfiles", "Lists the profiles that jobs may name.")
                        .answers(200, LIST, "All of them."),
                of("GET /profiles/{name}", "getProfile", "Shows a profile, as it can be put again.")
                        .answers(200, PROFILE, "The profile.")
                        .telling("ETag", "Which state of it this is; none of a built-in one."),
                changing(of(
                                "PUT /profiles/{name}",
                                "putProfile",
                                "Adds or replaces a profile. Jobs keep the one that they were submitted with. A tenant has at"
                                        + " most " + StoreProfile.MOST + "."))
                        .header("If-None-Match", Schema.exactly("*"), "That there must be none of that name yet.")
                        .takes(NEW_PROFILE)
                        .answers(200, PROFILE, "The profile, which takes the place of another.")
                        .telling("ETag", "Which state of it this is.")
                        .answers(201, PROFILE, "The profile, which is new.")
                        .telling("ETag", "Which state of it this is.")
                        .telling("Location", "The address of the profile.")
                        .refuses(FailureCode.PROFILE_INVALID, FailureCode.LIMIT_REACHED),
                changing(of(
                                "DELETE /profiles/{name}",
                                "deleteProfile",
                                "Removes a profile, whether or not jobs use it."))
                        .answers(204, "It is gone."));
    }

    private static Operation of(String route, String id, String what) {
        return Operation.of(route, id, what).path("name", NAME, "Which profile.");
    }

    private static Operation changing(Operation operation) {
        return operation
                .header(
                        "If-Match",
                        Schema.text().example("\"7\""),
                        "The `ETag` that was seen; else nothing is changed.")
                .refuses(FailureCode.PROFILE_BUILT_IN, FailureCode.VERSION_CONFLICT);
    }
}
