package dev.millrace.domain.profile;

import java.util.List;
import java.util.function.Function;

/// A named recipe, independent of any source. A job keeps the profile as it was when the job was submitted.
///
/// @param name what clients ask for
/// @param cadence key pictures and segments
/// @param video one recipe for each codec; may be empty when there is audio
/// @param audio one recipe for each codec; may be empty when there is video
/// @param deliveries at least one, each kind once
/// @param extras each kind once
public record Profile(
        ProfileName name,
        Cadence cadence,
        List<VideoRecipe> video,
        List<AudioRecipe> audio,
        List<Delivery> deliveries,
        List<Extra> extras) {

    /// Copies the lists and refuses profiles that would make nothing.
    public Profile {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        deliveries = List.copyOf(deliveries);
        extras = List.copyOf(extras);
        if (video.isEmpty() && audio.isEmpty()) {
            throw new IllegalArgumentException("a profile makes video or audio");
        }
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("a profile has at least one delivery");
        }
        requireEachOnce("video codec", video, recipe -> recipe.encoder().codec());
        requireEachOnce("audio codec", audio, recipe -> recipe.encoder().codec());
        requireEachOnce("delivery", deliveries, Function.identity());
        requireEachOnce("extra", extras, Function.identity());
    }

    /// Whether the profile delivers in this form.
    public boolean delivers(Class<? extends Delivery> form) {
        return deliveries.stream().anyMatch(form::isInstance);
    }

    /// The same, delivered in other forms.
    ///
    /// @param others at least one, each kind once
    public Profile delivering(List<Delivery> others) {
        return new Profile(name, cadence, video, audio, others, extras);
    }

    /// Whether the profile asks for this extra.
    public boolean wants(Class<? extends Extra> extra) {
        return extras.stream().anyMatch(extra::isInstance);
    }

    private static <T> void requireEachOnce(String what, List<T> values, Function<T, ?> kind) {
        if (values.stream().map(kind).distinct().count() < values.size()) {
            throw new IllegalArgumentException("a profile has each " + what + " once");
        }
    }
}
