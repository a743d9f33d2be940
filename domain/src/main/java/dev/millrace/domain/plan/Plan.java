package dev.millrace.domain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

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

    /// Whether the source was indexed, so that no further chunk will appear.
    public boolean complete() {
        return picture.isEmpty() || picture.get().frames().isPresent();
    }
}
