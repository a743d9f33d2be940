package dev.millrace.domain.plan;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Fits a profile to a source, in two steps: from the headers, and from the packets. Both are pure functions.
///
/// @param policy how films are cut
public record Planner(ChunkPolicy policy) {
    /// ffmpeg takes seek positions in microseconds; this is safely behind a key picture and before the next frame.
    private static final Duration BEHIND_KEY = Duration.ofMillis(1);

    /// Chooses renditions, and the first chunk where the headers alone make it sure.
    public Fit open(SourceInfo source, Profile profile) {
        List<SkippedRung> skipped = new ArrayList<>();
        Optional<PicturePlan> picture = profile.video().isEmpty()
                ? Optional.empty()
                : source.picture().map(t -> picture(source, t, profile, skipped));
        List<AudioRendition> sound = sound(source.sound(), profile.audio());
        if (picture.isEmpty() && sound.isEmpty()) {
            return new Fit.Refused(nothingToMake(source, profile));
        }
        return new Fit.Fitted(new Plan(picture, sound, skipped));
    }

    /// Adds all chunks to an opened plan. A chunk that was opened early stays as it is, and a plan that was completed
    /// before, from the tables of a source that was still being uploaded, must have been right.
    ///
    /// @param fleet for which the film is cut
    public Fit complete(SourceInfo source, Plan opened, SourceIndex index, Fleet fleet) {
        if (opened.picture().isEmpty()) {
            return opened.sound().isEmpty()
                    ? new Fit.Refused(new Failure(
                            FailureCode.SOURCE_UNDECODABLE,
                            "The headers promise a film, but the file holds none of it."))
                    : new Fit.Fitted(opened);
        }
        if (!index.steadyClock()) {
            return new Fit.Refused(new Failure(
                    FailureCode.SOURCE_CLOCK_JUMPS,
                    "The clock of the picture jumps, so its frames can't be placed in time; copying the file"
                            + " into another container (ffmpeg -i in -c copy out.mkv) usually mends it."));
        }
        if (index.packets() == 0) {
            return new Fit.Refused(new Failure(
                    FailureCode.SOURCE_UNDECODABLE, "The headers promise pictures, but the file holds none of them."));
        }
        PicturePlan picture = opened.picture().get();
        long frames = index.slots(picture.grid().rate());
        if (picture.frames().isPresent()) {
            return confirmed(opened, picture.frames().getAsLong(), frames);
        }
        boolean early = !picture.chunks().isEmpty();
        if (early && frames <= picture.chunks().getLast().frames().end()) {
            return new Fit.Refused(new Failure(
                    FailureCode.SOURCE_TRUNCATED,
                    "The headers promise more than the file holds: only " + index.packets() + " pictures are there."));
        }
        PicturePlan completed = new PicturePlan(
                picture.track(),
                picture.grid(),
                picture.renditions(),
                policy.cut(film(source, picture.grid(), frames, picture.renditions()), fleet, early),
                OptionalLong.of(frames));
        return new Fit.Fitted(new Plan(Optional.of(completed), opened.sound(), opened.skipped()));
    }

    private static Fit confirmed(Plan complete, long planned, long found) {
        return found == planned
                ? new Fit.Fitted(complete)
                : new Fit.Refused(new Failure(
                        FailureCode.SOURCE_DAMAGED,
                        "The tables of the file promise " + planned + " pictures, and it holds " + found
                                + "; copying it into a new file (ffmpeg -i in -c copy out.mp4) may mend it."));
    }

    /// Ways into the source for a chunk, the cheapest first. A way that turns out too short is followed by the next.
    ///
    /// Seeking to the second last key picture before the chunk gave every frame of 485 chunks cut from 38 odd files;
    /// seeking to the last one did so for containers with an exact index, and was noticeably short where it failed.
    public List<Entry> entries(SourceInfo source, SourceIndex index, Grid grid, Chunk chunk) {
        int before = index.keysUpTo(grid.rate().timeOf(chunk.frames().start()));
        SequencedSet<Entry> entries = new LinkedHashSet<>();
        if (source.container().exactlyIndexed() && !interlaced(source)) {
            entries.add(behindKey(index, before - 1));
        }
        entries.add(behindKey(index, before - 2));
        entries.add(new Entry.FromStart());
        return List.copyOf(entries);
    }

    /// Whole pictures are made from the fields of their neighbours, too, so that a chunk which begins with a key picture
    /// needs the one before it.
    private static boolean interlaced(SourceInfo source) {
        return source.picture().filter(track -> track.scan().interlaced()).isPresent();
    }

    /// There is nothing to seek past before the first picture, nor before the clock's zero.
    private static Entry behindKey(SourceIndex index, int key) {
        if (key < 0) {
            return new Entry.FromStart();
        }
        Duration position = index.keys().get(key).plus(BEHIND_KEY);
        return position.isPositive() && position.compareTo(index.first()) > 0
                ? new Entry.SeekTo(position)
                : new Entry.FromStart();
    }

    private static Failure nothingToMake(SourceInfo source, Profile profile) {
        String holds = source.picture().isPresent()
                ? "pictures but no sound"
                : source.sound().isEmpty() ? "neither pictures nor sound" : "sound but no pictures";
        return new Failure(
                FailureCode.NOTHING_TO_MAKE,
                "The profile " + profile.name() + " makes nothing from this source: it holds " + holds + ".");
    }

    private PicturePlan picture(SourceInfo source, VideoTrack track, Profile profile, List<SkippedRung> skipped) {
        Grid grid = Grid.of(GridRate.of(track), profile.cadence());
        LadderFit fit = new LadderFit(track.display(), grid.rate());
        profile.video().forEach(fit::add);
        skipped.addAll(fit.skipped());
        List<Chunk> chunks = surelyStartsWithAChunk(source, track, grid, fit.renditions())
                ? List.of(policy.opening(grid))
                : List.of();
        return new PicturePlan(track.index(), grid, fit.renditions(), chunks, OptionalLong.empty());
    }

    /// Only a container that counts its frames, on an even clock from zero, is believed before it was read.
    private boolean surelyStartsWithAChunk(
            SourceInfo source, VideoTrack track, Grid grid, List<VideoRendition> renditions) {
        return source.container().exactlyIndexed()
                && source.timing().start().isZero()
                && !track.scan().interlaced()
                && GridRate.even(track)
                && track.nominalRate().equals(grid.rate())
                && track.declaredFrames().isPresent()
                && track.declaredFrames().getAsLong() > 0
                && policy.surelyCuts(film(source, grid, track.declaredFrames().getAsLong(), renditions));
    }

    private static Film film(SourceInfo source, Grid grid, long frames, List<VideoRendition> renditions) {
        return new Film(grid, frames, EncodeCost.ofFrame(source, renditions));
    }

    /// What is unusual in a source, and what the plan makes of it, for its owner to know.
    public List<Warning> remarks(SourceInfo source, Plan plan) {
        return new Remarks(source, plan).all();
    }

    private static List<AudioRendition> sound(List<AudioTrack> tracks, List<AudioRecipe> recipes) {
        Optional<ChannelPair> pair = ChannelPair.of(tracks);
        List<AudioRendition> sound = new ArrayList<>();
        for (AudioTrack track : pair.map(p -> List.of(p.left())).orElse(tracks)) {
            for (AudioRecipe recipe : recipes) {
                RenditionId id = new RenditionId("audio-" + (sound.size() + 1));
                OptionalInt right =
                        pair.map(p -> OptionalInt.of(p.right().index())).orElse(OptionalInt.empty());
                sound.add(new AudioRendition(id, track.index(), right, track.language(), sound.isEmpty(), recipe));
            }
        }
        return sound;
    }
}
