package dev.millrace.domain;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.Ratio;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Extra;
import dev.millrace.domain.profile.Ladder;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// A value that exists is right: bad ones are refused where they arise.
class ValuesTest {
    private static final Profile WEB = BuiltInProfiles.WEB;
    private static final Bitrate CAP = Bitrate.kbps(1000);

    @TestFactory
    Stream<DynamicTest> of_media() {
        return Stream.of(
                refused("no bits", () -> new Bitrate(0)),
                refused("fewer than no bytes", () -> new ByteSize(-1)),
                refused("a picture without width", () -> new FrameSize(0, 1)),
                refused("a picture without height", () -> new FrameSize(1, 0)),
                refused("a pixel without height", () -> new Ratio(1, 0)),
                refused("a length of less than nothing", () -> new MediaDuration(-1, 1)),
                refused("a clock that stands still", () -> new MediaDuration(1, 0)),
                refused("five quarter turns", () -> new Orientation(5, false)),
                refused("sound without channels", () -> new AudioTrack(0, "aac", true, 0, 48_000, Optional.empty())),
                refused("sound without samples", () -> new AudioTrack(0, "aac", true, 2, 0, Optional.empty())),
                refused("a stream before the first", () -> new AudioTrack(-1, "aac", true, 2, 1, Optional.empty())));
    }

    @TestFactory
    Stream<DynamicTest> of_profiles() {
        List<Rung> thirteen = IntStream.range(0, 13)
                .mapToObj(i -> Rung.of(1000 - 2 * i, 22, CAP))
                .toList();
        return Stream.of(
                refused("an odd side", () -> Rung.of(361, 22, CAP)),
                refused("a side too small", () -> Rung.of(14, 22, CAP)),
                refused("a side too large", () -> Rung.of(4322, 22, CAP)),
                refused("a CRF too fine", () -> Rung.of(360, -1, CAP)),
                refused("a CRF too coarse", () -> Rung.of(360, 52, CAP)),
                refused("a cap too low", () -> Rung.of(360, 22, Bitrate.kbps(15))),
                refused("a cap too high", () -> Rung.of(360, 22, Bitrate.kbps(800_001))),
                refused("a buffer too small", () -> new Rung(360, 22, CAP, Bitrate.kbps(15))),
                refused("a buffer too large", () -> new Rung(360, 22, CAP, Bitrate.kbps(1_600_001))),
                refused("a ladder without rungs", () -> new Ladder(List.of())),
                refused("a ladder without end", () -> new Ladder(thirteen)),
                refused(
                        "a ladder upside down",
                        () -> new Ladder(List.of(Rung.of(360, 22, CAP), Rung.of(480, 22, CAP)))),
                refused("the same rung twice", () -> new Ladder(List.of(Rung.of(360, 22, CAP), Rung.of(360, 23, CAP)))),
                refused("sound too thin", () -> audio(Bitrate.kbps(31), 2, 48_000)),
                refused("sound too fat", () -> audio(Bitrate.kbps(513), 2, 48_000)),
                refused("three channels", () -> audio(Bitrate.kbps(128), 3, 48_000)),
                refused("an unusual sample rate", () -> audio(Bitrate.kbps(128), 2, 22_050)),
                refused("a group too short", () -> new Cadence(Duration.ofMillis(99), 3)),
                refused("a group too long", () -> new Cadence(Duration.ofMillis(10_001), 3)),
                refused("a group of half a millisecond more", () -> new Cadence(Duration.ofNanos(2_000_500_000), 3)),
                refused("an empty segment", () -> new Cadence(Duration.ofSeconds(2), 0)),
                refused("an endless segment", () -> new Cadence(Duration.ofSeconds(2), 21)),
                refused("a name with capitals", () -> new ProfileName("Web")),
                refused("a profile of nothing", () -> profile(0, 0, WEB.deliveries(), List.of())),
                refused("a profile for nobody", () -> profile(1, 1, List.of(), List.of())),
                refused("two recipes for one video codec", () -> profile(2, 1, WEB.deliveries(), List.of())),
                refused("two recipes for one audio codec", () -> profile(1, 2, WEB.deliveries(), List.of())),
                refused(
                        "the same delivery twice",
                        () -> profile(1, 1, List.of(new Delivery.Hls(), new Delivery.Hls()), List.of())),
                refused(
                        "two posters",
                        () -> profile(1, 1, WEB.deliveries(), List.of(new Extra.Poster(), new Extra.Poster()))));
    }

    @TestFactory
    Stream<DynamicTest> of_plans() {
        FrameSize odd = new FrameSize(641, 360);
        Grid grid = new Grid(FrameRate.of(25), 50, 3);
        return Stream.of(
                refused("an empty range", () -> new FrameRange(5, 5)),
                refused("a range before the start", () -> new FrameRange(-1, 5)),
                refused("a chunk before the first", () -> new Chunk(-1, new FrameRange(0, 1), true)),
                refused("a group without frames", () -> new Grid(FrameRate.of(25), 0, 3)),
                refused("a segment without groups", () -> new Grid(FrameRate.of(25), 50, 0)),
                refused("a seek to the start", () -> new Entry.SeekTo(Duration.ZERO)),
                refused(
                        "a picture with an odd side",
                        () -> new VideoRendition(
                                new RenditionId("360p"), WEB.video().getFirst().encoder(), odd, 22, CAP, CAP)),
                refused(
                        "a plan for no picture",
                        () -> new PicturePlan(0, grid, List.of(), List.of(), OptionalLong.empty())),
                refused("a rendition that leaves its folder", () -> new RenditionId("../x")));
    }

    @TestFactory
    Stream<DynamicTest> of_work_and_storage() {
        return Stream.of(
                refused("a claim before the first", () -> new Epoch(-1)),
                refused("a blank fingerprint", () -> new EncoderFingerprint(" ")),
                refused(
                        "a task without weight",
                        () -> new NewTask(new TaskName("x"), new Work.Probe(), Set.of(), 0, 0)),
                refused("a task with a slash", () -> new TaskName("a/b")),
                refused("fewer than no attempts", () -> new Tally(-1, 0)),
                refused("fewer than no interruptions", () -> new Tally(0, -1)),
                refused("a task that waits for nothing", () -> new TaskState.Waiting(0)),
                refused("a tenant with a slash", () -> new TenantId("a/b")),
                refused("a tenant without a name", () -> new TenantId("")),
                refused("a type that ends the header", () -> new MediaType("video/mp4\r\nx: y")),
                refused("half a digest", () -> new StoredFile(new ObjectKey("a"), new ByteSize(1), "ab")));
    }

    private static DynamicTest refused(String what, Executable making) {
        return DynamicTest.dynamicTest(what, () -> assertThrows(IllegalArgumentException.class, making));
    }

    private static AudioRecipe audio(Bitrate bitrate, int channels, int sampleRate) {
        return new AudioRecipe(new AudioEncoder.AacLc(), bitrate, channels, sampleRate);
    }

    private static Profile profile(int video, int audio, List<Delivery> deliveries, List<Extra> extras) {
        return new Profile(
                new ProfileName("x"),
                Cadence.STREAMING,
                IntStream.range(0, video).mapToObj(_ -> WEB.video().getFirst()).toList(),
                IntStream.range(0, audio).mapToObj(_ -> WEB.audio().getFirst()).toList(),
                deliveries,
                extras);
    }
}
