package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be played of a plan while it is carried out: of every rendition the segments from the beginning up to the
/// first that is missing.
///
/// What is listed once stays listed, and more only follows behind it.
///
/// @param plan what will be there
/// @param tracks of renditions that have segments, each once
/// @param stage whether more will come
public record GrowingPresentation(Plan plan, List<SegmentedTrack> tracks, Stage stage) {
    /// Whether more will come.
    public enum Stage {
        /// Yes.
        GROWING,
        /// No, though something is missing.
        ABANDONED,
        /// No, for everything is there.
        WHOLE
    }

    /// Copies the list.
    public GrowingPresentation {
        tracks = List.copyOf(tracks);
    }

    /// Puts together what is there.
    ///
    /// Sound is encoded whole before most pictures, but listed only as far as there are pictures, so that a player which
    /// joins at the end of one finds the other there, too.
    ///
    /// @param chunks what was made of each chunk that is done, by its index
    /// @param sound all sound, or nothing while it is not done
    /// @param over whether nothing more will be made
    public static GrowingPresentation of(
            Plan plan, Map<Integer, List<SegmentedTrack>> chunks, List<SegmentedTrack> sound, boolean over) {
        List<Map<RenditionId, SegmentedTrack>> run =
                plan.picture().map(picture -> unbroken(picture, chunks)).orElse(List.of());
        int wanted = plan.picture().map(picture -> picture.chunks().size()).orElse(0);
        List<SegmentedTrack> tracks = new ArrayList<>(joined(run));
        boolean whole = plan.complete()
                && run.size() == wanted
                && sound.size() == plan.sound().size();
        if (whole || plan.picture().isEmpty()) {
            tracks.addAll(sound);
        } else if (!tracks.isEmpty()) {
            MediaDuration shown = tracks.getFirst().duration();
            sound.forEach(track -> tracks.add(endingNear(shown, track)));
        }
        return new GrowingPresentation(plan, tracks, whole ? Stage.WHOLE : over ? Stage.ABANDONED : Stage.GROWING);
    }

    /// The presentation as it will be published; empty while something is missing.
    public Optional<Presentation> whole() {
        return stage == Stage.WHOLE ? Optional.of(Presentation.of(plan, tracks)) : Optional.empty();
    }

    /// The segments of a rendition that can be played; empty while there are none.
    public Optional<SegmentedTrack> track(RenditionId rendition) {
        return tracks.stream()
                .filter(track -> track.rendition().equals(rendition))
                .findFirst();
    }

    /// Whether the rendition is part of the plan.
    public boolean offers(RenditionId rendition) {
        return plan.renditions().stream().map(Rendition::id).anyMatch(rendition::equals);
    }

    /// Chunks from the first on, each with all its renditions. One that does not fit to those before ends the run like
    /// one that is missing; publishing will refuse it.
    private static List<Map<RenditionId, SegmentedTrack>> unbroken(
            PicturePlan plan, Map<Integer, List<SegmentedTrack>> chunks) {
        List<RenditionId> wanted =
                plan.renditions().stream().map(VideoRendition::id).toList();
        List<Map<RenditionId, SegmentedTrack>> run = new ArrayList<>();
        for (Chunk chunk : plan.chunks()) {
            Map<RenditionId, SegmentedTrack> next = chunks.getOrDefault(chunk.index(), List.of()).stream()
                    .collect(Collectors.toMap(SegmentedTrack::rendition, Function.identity()));
            if (!next.keySet().containsAll(wanted) || !(run.isEmpty() || continues(run.getFirst(), next))) {
                break;
            }
            run.add(next);
        }
        return run;
    }

    private static boolean continues(Map<RenditionId, SegmentedTrack> first, Map<RenditionId, SegmentedTrack> next) {
        return first.values().stream()
                .allMatch(track -> track.continuesIn(next.getOrDefault(track.rendition(), track)));
    }

    private static List<SegmentedTrack> joined(List<Map<RenditionId, SegmentedTrack>> run) {
        return run.stream()
                .limit(1)
                .flatMap(first -> first.keySet().stream())
                .map(rendition -> SegmentedTrack.joined(run.stream()
                        .flatMap(part -> Stream.ofNullable(part.get(rendition)))
                        .toList()))
                .toList();
    }

    /// The segments up to the edge that is nearest to the end, at least the first. Sound has edges of its own, a block or
    /// two beside those of the pictures.
    private static SegmentedTrack endingNear(MediaDuration end, SegmentedTrack track) {
        List<MediaSegment> segments = new ArrayList<>();
        MediaDuration start = MediaDuration.ZERO;
        for (MediaSegment segment : track.segments()) {
            MediaDuration middle = start.plus(segment.duration().half());
            if (!segments.isEmpty() && middle.compareTo(end) >= 0) {
                break;
            }
            segments.add(segment);
            start = start.plus(segment.duration());
        }
        return new SegmentedTrack(track.rendition(), track.codecs(), track.init(), segments);
    }
}
