package dev.millrace.domain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// A profile fitted to a probed source. It is opened from the headers and completed from the packets.
///
/// @param picture empty when the source has none or the profile wants none
/// @param sound one for each track and recipe, the preferred track first
/// @param skipped rungs that are not made
public record Plan(Optional<PicturePlan> picture, List<AudioRendition> sound, List<SkippedRung> skipped) {
    /// Copies the lists.
    public Plan {
        sound = List.copyOf(sound);
        skipped = List.copyOf(skipped);
    }

    /// All renditions, pictures first.
    public List<Rendition> renditions() {
        List<Rendition> all =
                new ArrayList<>(picture.map(PicturePlan::renditions).orElse(List.of()));
        all.addAll(sound);
        return all;
    }

    /// The picture's plan, for work that exists only when there is one.
    ///
    /// @throws NoSuchElementException when there is none
    public PicturePlan requirePicture() {
        return picture.orElseThrow(() -> new NoSuchElementException("the plan has no picture"));
    }

    /// The same plan for a source some of whose tracks turned out to be empty. Players start with the first sound that
    /// is left where the preferred one is not.
    ///
    /// @param pictures whether there are any
    /// @param heard the sound renditions for which there is sound
    public Plan holding(boolean pictures, Set<RenditionId> heard) {
        List<AudioRendition> left = new ArrayList<>(
                sound.stream().filter(s -> heard.contains(s.id())).toList());
        if (!left.isEmpty()) {
            left.set(0, left.getFirst().asPreferred());
        }
        return new Plan(picture.filter(_ -> pictures), left, skipped);
    }

    /// The same plan without a chunk that was opened early.
    public Plan uncut() {
        return new Plan(
                picture.map(p -> new PicturePlan(p.track(), p.grid(), p.renditions(), List.of(), p.frames())),
                sound,
                skipped);
    }

    /// Whether the source was indexed, so that no further chunk will appear.
    public boolean complete() {
        return picture.isEmpty() || picture.get().frames().isPresent();
    }
}
