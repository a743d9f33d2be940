package dev.millrace.domain.delivery;

import dev.millrace.domain.Property.Any;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Track;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Plans, and what encoders make of them bit by bit.
final class Growing {
    private static final Planner PLANNER = new Planner(new ChunkPolicy.Even(2, 1, 4));

    private Growing() {}

    static Plan aPlan(Profile profile, int width, int height, int rate, long frames) {
        return planned(
                profile,
                FrameRate.of(rate),
                frames,
                Films.picture(width, height, FrameRate.of(rate), frames),
                Films.sound(1, true));
    }

    static Plan aSilentPlan(Profile profile, int width, int height, int rate, long frames) {
        return planned(profile, FrameRate.of(rate), frames, Films.picture(width, height, FrameRate.of(rate), frames));
    }

    static Plan aPlanOfSound(Profile profile) {
        return planned(profile, FrameRate.of(1), 1, Films.sound(0, true));
    }

    /// Any film at usual and odd rates, with up to two tracks of sound.
    static Plan anyPlan(Any any) {
        FrameRate rate = any.of(
                FrameRate.of(24),
                FrameRate.of(25),
                FrameRate.of(60),
                new FrameRate(24_000, 1001),
                new FrameRate(30_000, 1001),
                new FrameRate(90_000, 2999),
                new FrameRate(25, 2));
        long frames = any.ofAnySize(1, 3000);
        List<Track> tracks = new ArrayList<>();
        boolean silent = any.chance(0.2);
        if (silent || any.chance(0.8)) {
            tracks.add(Films.picture(any.whole(16, 1920), any.whole(16, 1080), rate, frames));
        }
        for (int index = 1; !silent && index <= any.whole(1, 2); index++) {
            tracks.add(Films.sound(index, index == 1));
        }
        return planned(any.of(BuiltInProfiles.WEB, BuiltInProfiles.TEST), rate, frames, tracks.toArray(Track[]::new));
    }

    /// That of the built-in profile whose grid the plan has.
    static Cadence cadenceOf(Plan plan) {
        boolean test = plan.sound().stream()
                        .anyMatch(sound -> BuiltInProfiles.TEST.audio().contains(sound.recipe()))
                || plan.picture().stream().anyMatch(picture -> picture.grid().segmentGops() == 2);
        return (test ? BuiltInProfiles.TEST : BuiltInProfiles.WEB).cadence();
    }

    static Map<Integer, List<SegmentedTrack>> allChunks(Plan plan) {
        Map<Integer, List<SegmentedTrack>> chunks = new HashMap<>();
        plan.picture()
                .ifPresent(picture ->
                        picture.chunks().forEach(chunk -> chunks.put(chunk.index(), chunk(plan, chunk.index()))));
        return chunks;
    }

    /// What is made of one chunk at all sizes.
    static List<SegmentedTrack> chunk(Plan plan, int index) {
        PicturePlan picture = plan.requirePicture();
        return picture.renditions().stream()
                .map(rendition ->
                        part(picture.grid(), rendition, picture.chunks().get(index)))
                .toList();
    }

    /// So many segments of each sound, each as long as it must be to hold whole blocks.
    static List<SegmentedTrack> sound(Plan plan, int segments) {
        return plan.sound().stream().map(sound -> sound(plan, sound, segments)).toList();
    }

    static int soundSegments(Plan plan) {
        return plan.picture()
                .map(picture ->
                        Math.toIntExact(picture.grid().segments(picture.frames().orElseThrow())))
                .orElse(3);
    }

    private static SegmentedTrack part(Grid grid, VideoRendition rendition, Chunk chunk) {
        String folder = String.format(Locale.ROOT, "chunk-%04d/%s/", chunk.index(), rendition.id());
        List<MediaSegment> segments = new ArrayList<>();
        for (long from = chunk.frames().start(); from < chunk.frames().end(); from += grid.segmentFrames()) {
            long frames = Math.min(grid.segmentFrames(), chunk.frames().end() - from);
            segments.add(new MediaSegment(
                    Made.aFile(folder + name(from / grid.segmentFrames()), 1000),
                    grid.rate().durationOf(frames)));
        }
        return new SegmentedTrack(rendition.id(), "avc1.64001f", Made.aFile(folder + "init.mp4", 800), segments);
    }

    /// ffmpeg ends a segment with the first block that reaches a multiple of the length wanted.
    private static SegmentedTrack sound(Plan plan, AudioRendition sound, int count) {
        String folder = "index/" + sound.id() + "/";
        Cadence cadence = cadenceOf(plan);
        long wantedMillis = cadence.gop().toMillis() * cadence.segmentGops();
        long clock = sound.recipe().sampleRate();
        List<MediaSegment> segments = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < count; i++) {
            long to = Math.ceilDiv(wantedMillis * (i + 1) * clock, 1024 * 1000L);
            segments.add(
                    new MediaSegment(Made.aFile(folder + name(i), 1000), new MediaDuration((to - from) * 1024, clock)));
            from = to;
        }
        return new SegmentedTrack(sound.id(), "mp4a.40.2", Made.aFile(folder + "init.mp4", 700), segments);
    }

    private static String name(long number) {
        return String.format(Locale.ROOT, "%06d.m4s", number);
    }

    private static Plan planned(Profile profile, FrameRate rate, long frames, Track... tracks) {
        SourceInfo source = Films.film(tracks);
        Plan opened = fitted(PLANNER.open(source, profile));
        Duration length = rate.timeOf(frames);
        SourceIndex index = new SourceIndex(frames, Duration.ZERO, length, List.of(Duration.ZERO), true);
        return fitted(PLANNER.complete(source, opened, index, Fleet.UNKNOWN));
    }

    private static Plan fitted(Fit fit) {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new AssertionError(refused.failure());
        };
    }
}
