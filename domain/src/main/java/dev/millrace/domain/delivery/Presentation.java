package dev.millrace.domain.delivery;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything a player may choose from: what a manifest describes, whatever its format.
///
/// @param pictures in the order of the plan
/// @param sound in the order of the plan, the preferred one first; every one goes with every picture
public record Presentation(List<Picture> pictures, List<Sound> sound) {
    /// A picture rendition with its segments.
    ///
    /// @param rendition what was planned
    /// @param rate pictures per second
    /// @param track what was made
    public record Picture(VideoRendition rendition, FrameRate rate, SegmentedTrack track) {
        /// Refuses segments of another rendition.
        public Picture {
            requireSame(rendition, track);
        }
    }

    /// A sound rendition with its segments.
    ///
    /// @param rendition what was planned
    /// @param track what was made
    public record Sound(AudioRendition rendition, SegmentedTrack track) {
        /// Refuses segments of another rendition.
        public Sound {
            requireSame(rendition, track);
        }
    }

    /// Copies the lists and refuses to present nothing.
    public Presentation {
        pictures = List.copyOf(pictures);
        sound = List.copyOf(sound);
        if (pictures.isEmpty() && sound.isEmpty()) {
            throw new IllegalArgumentException("a presentation holds at least one rendition");
        }
    }

    /// What was made of a plan.
    ///
    /// @param parts of all renditions of the plan; those of one rendition in the order of time
    /// @throws IllegalArgumentException when a rendition of the plan is missing, or its parts don't fit together
    public static Presentation of(Plan plan, Collection<SegmentedTrack> parts) {
        Map<RenditionId, List<SegmentedTrack>> made =
                parts.stream().collect(Collectors.groupingBy(SegmentedTrack::rendition));
        List<Picture> pictures = plan.picture().stream()
                .flatMap(picture -> picture.renditions().stream()
                        .map(r -> new Picture(r, picture.grid().rate(), whole(r, made))))
                .toList();
        List<Sound> sound =
                plan.sound().stream().map(r -> new Sound(r, whole(r, made))).toList();
        return new Presentation(pictures, sound);
    }

    /// The segments of all renditions, pictures first.
    public List<SegmentedTrack> tracks() {
        return Stream.concat(
                        pictures.stream().map(Picture::track), sound.stream().map(Sound::track))
                .toList();
    }

    /// The length of the longest rendition.
    public MediaDuration duration() {
        return tracks().stream()
                .map(SegmentedTrack::duration)
                .max(Comparator.naturalOrder())
                .orElse(MediaDuration.ZERO);
    }

    private static SegmentedTrack whole(Rendition rendition, Map<RenditionId, List<SegmentedTrack>> made) {
        return SegmentedTrack.joined(made.getOrDefault(rendition.id(), List.of()));
    }

    private static void requireSame(Rendition rendition, SegmentedTrack track) {
        if (!rendition.id().equals(track.rendition())) {
            throw new IllegalArgumentException(track.rendition() + " is not " + rendition.id());
        }
    }
}
