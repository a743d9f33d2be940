package dev.millrace.domain.profile;

import dev.millrace.domain.Property.Any;
import dev.millrace.domain.media.Bitrate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Arbitrary profiles.
public final class Profiles {
    private Profiles() {}

    /// Any profile that the types allow.
    public static Profile any(Any any) {
        int makes = any.whole(1, 3);
        return new Profile(
                any.of(new ProfileName("a"), new ProfileName("0-9"), new ProfileName("x".repeat(63))),
                new Cadence(Duration.ofMillis(any.whole(100, 10_000)), any.whole(1, 20)),
                makes == 1 ? List.of() : List.of(videoRecipe(any)),
                makes == 2 ? List.of() : List.of(audioRecipe(any)),
                any.of(
                        List.of(new Delivery.Hls()),
                        List.of(new Delivery.Mp4()),
                        List.of(new Delivery.Dash()),
                        List.of(new Delivery.Mp4(), new Delivery.Dash(), new Delivery.Hls())),
                any.of(List.of(), List.of(new Extra.Poster())));
    }

    private static VideoRecipe videoRecipe(Any any) {
        List<Rung> rungs = new ArrayList<>();
        int wanted = any.whole(1, Ladder.MOST);
        for (int side = any.whole(8, 2160); rungs.size() < wanted && side >= 8; side -= any.whole(1, 200)) {
            rungs.add(rung(any, side * 2));
        }
        return new VideoRecipe(new VideoEncoder.X264(any.of(Preset.values())), new Ladder(rungs));
    }

    private static Rung rung(Any any, int shortSide) {
        return new Rung(
                shortSide,
                any.whole(0, 51),
                bitrate(any, Rung.LOWEST_CAP, Rung.HIGHEST_CAP),
                bitrate(any, Rung.SMALLEST_BUFFER, Rung.LARGEST_BUFFER));
    }

    private static AudioRecipe audioRecipe(Any any) {
        return new AudioRecipe(
                new AudioEncoder.AacLc(),
                bitrate(any, AudioRecipe.LOWEST, AudioRecipe.HIGHEST),
                any.whole(1, 2),
                any.of(44_100, 48_000));
    }

    private static Bitrate bitrate(Any any, Bitrate least, Bitrate most) {
        long bits = any.ofAnySize(least.bitsPerSecond(), most.bitsPerSecond());
        return any.chance(0.5) ? new Bitrate(bits) : new Bitrate(bits / 1000 * 1000);
    }
}
