package dev.millrace.domain.profile;

import static dev.millrace.domain.media.Bitrate.kbps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The profiles that are always there.
///
/// Sizes and caps are those on which Apple's HLS authoring specification (2025-05), Shaka Streamer and MediaConvert's
/// defaults agree.
public final class BuiltInProfiles {
    private static final Ladder WEB_LADDER = new Ladder(List.of(
            Rung.of(1080, 22, kbps(6000)),
            Rung.of(720, 22, kbps(3000)),
            Rung.of(480, 22, kbps(1200)),
            Rung.of(360, 22, kbps(700))));

    private static final AudioRecipe STEREO = new AudioRecipe(new AudioEncoder.AacLc(), kbps(128), 2, 48_000);

    /// Adaptive streaming, downloads and a poster; the default.
    public static final Profile WEB = new Profile(
            new ProfileName("web"),
            Cadence.STREAMING,
            List.of(new VideoRecipe(new VideoEncoder.X264(Preset.FAST), WEB_LADDER)),
            List.of(STEREO),
            List.of(new Delivery.Hls(), new Delivery.Mp4()),
            List.of(new Extra.Poster()));

    /// The sizes of `web` as downloads only.
    public static final Profile MP4 = new Profile(
            new ProfileName("mp4"),
            Cadence.STREAMING,
            WEB.video(),
            WEB.audio(),
            List.of(new Delivery.Mp4()),
            List.of(new Extra.Poster()));

    /// Two small rungs in one-second segments at the fastest preset: for trying things out and for tests.
    public static final Profile TEST = new Profile(
            new ProfileName("test"),
            new Cadence(Duration.ofMillis(500), 2),
            List.of(new VideoRecipe(
                    new VideoEncoder.X264(Preset.ULTRAFAST),
                    new Ladder(List.of(Rung.of(180, 28, kbps(400)), Rung.of(90, 28, kbps(150)))))),
            List.of(new AudioRecipe(new AudioEncoder.AacLc(), kbps(64), 2, 48_000)),
            WEB.deliveries(),
            WEB.extras());

    private BuiltInProfiles() {}

    /// All of them, the default first.
    public static List<Profile> all() {
        return List.of(WEB, MP4, TEST);
    }

    /// The built-in profile of that name.
    public static Optional<Profile> named(ProfileName name) {
        return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
    }
}
