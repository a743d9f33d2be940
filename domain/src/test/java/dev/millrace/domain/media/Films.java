package dev.millrace.domain.media;

import dev.millrace.domain.Property.Any;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Sources, usual and odd.
public final class Films {
    /// A container that says where every key picture is.
    public static final String MP4 = "mov,mp4,m4a,3gp,3g2,mj2";

    /// A container that does not.
    public static final String TRANSPORT_STREAM = "mpegts";

    private Films() {}

    /// A progressive picture with square pixels whose container counts `frames` frames.
    public static VideoTrack picture(int width, int height, FrameRate rate, long frames) {
        return picture(new FrameSize(width, height), Ratio.SQUARE, 0, rate, rate, OptionalLong.of(frames));
    }

    /// A picture whose frames come unevenly.
    public static VideoTrack picture(FrameRate nominal, FrameRate average, Scan scan) {
        VideoTrack even = picture(1920, 1080, nominal, 1000);
        return new VideoTrack(
                even.index(),
                even.codec(),
                even.preferred(),
                even.coded(),
                even.pixelShape(),
                even.orientation(),
                nominal,
                average,
                even.declaredFrames(),
                scan,
                even.colour(),
                even.pixelFormat());
    }

    /// A progressive picture of any shape.
    public static VideoTrack picture(
            FrameSize coded,
            Ratio pixelShape,
            int quarterTurns,
            FrameRate nominal,
            FrameRate average,
            OptionalLong declaredFrames) {
        return new VideoTrack(
                0,
                "h264",
                true,
                coded,
                pixelShape,
                new Orientation(quarterTurns, false),
                nominal,
                average,
                declaredFrames,
                Scan.PROGRESSIVE,
                Colour.UNSAID,
                "yuv420p");
    }

    /// A track of stereo sound.
    public static AudioTrack sound(int index, boolean preferred) {
        return new AudioTrack(index, "aac", preferred, 2, 48_000, Optional.of(new Language("eng")));
    }

    /// An MP4 file with these tracks whose clock starts at zero.
    public static SourceInfo film(Track... tracks) {
        return film(MP4, Duration.ZERO, List.of(tracks));
    }

    /// A file with these tracks.
    public static SourceInfo film(String format, Duration start, List<Track> tracks) {
        return new SourceInfo(
                new Container(format, new ByteSize(1_000_000), Optional.empty()),
                new Timing(start, Optional.empty()),
                tracks,
                List.of());
    }

    /// Any source with pictures, sound or both.
    public static SourceInfo any(Any any) {
        List<Track> tracks = new ArrayList<>();
        int holds = any.whole(1, 8);
        if (holds != 1) {
            tracks.add(anyPicture(any));
        }
        if (holds != 2) {
            for (int index = 1; index <= any.whole(1, 3); index++) {
                tracks.add(sound(index, any.chance(0.3)));
            }
        }
        return film(
                any.of(MP4, "matroska,webm", TRANSPORT_STREAM),
                any.of(Duration.ZERO, Duration.ofSeconds(43_473), Duration.ofMillis(-21)),
                tracks);
    }

    /// Any picture, of which one in two is odd.
    public static VideoTrack anyPicture(Any any) {
        FrameSize size = any.of(
                new FrameSize(1920, 1080),
                new FrameSize(1080, 1080),
                new FrameSize(720, 576),
                new FrameSize(7680, 4320),
                new FrameSize(161, 121),
                new FrameSize(1, 1),
                new FrameSize((int) any.ofAnySize(1, 9000), (int) any.ofAnySize(1, 9000)),
                new FrameSize((int) any.ofAnySize(1, 9000), (int) any.ofAnySize(1, 9000)));
        Ratio shape = any.of(
                Ratio.SQUARE, Ratio.SQUARE, new Ratio(2, 1), new Ratio(1, 8), new Ratio(64, 45), new Ratio(4320, 4739));
        FrameRate nominal = anyRate(any);
        FrameRate average = any.chance(0.7) ? nominal : anyRate(any);
        OptionalLong declared = any.chance(0.8) ? OptionalLong.of(any.ofAnySize(1, 1_000_000)) : OptionalLong.empty();
        return picture(size, shape, any.whole(0, 3), nominal, average, declared);
    }

    /// Any frame rate, usual or odd.
    public static FrameRate anyRate(Any any) {
        return any.of(
                FrameRate.of(24),
                FrameRate.of(25),
                FrameRate.of(30),
                FrameRate.of(60),
                FrameRate.of(120),
                FrameRate.of(57_600),
                new FrameRate(24_000, 1001),
                new FrameRate(30_000, 1001),
                new FrameRate(60_000, 1001),
                new FrameRate(90_000, 2999),
                new FrameRate(90_000, 1499),
                new FrameRate(25, 2),
                new FrameRate(36, 5),
                new FrameRate(1, 60),
                new FrameRate(Integer.MAX_VALUE, 1),
                new FrameRate(1, Integer.MAX_VALUE),
                new FrameRate((int) any.ofAnySize(1, 1_000_000), (int) any.ofAnySize(1, 100_000)));
    }

    /// What reading the packets of a film of that length might find.
    public static SourceIndex anyIndex(Any any, Duration length) {
        List<Duration> keys = new ArrayList<>();
        Duration first = any.of(Duration.ZERO, Duration.ofMillis(any.whole(-100, 3400)));
        Duration end = first.plus(length);
        long longestGap = any.of(500L, 2_000L, 10_000L, 60_000L);
        for (Duration key = first; key.compareTo(end) < 0; key = key.plusMillis(any.whole(2, longestGap))) {
            keys.add(key);
        }
        return new SourceIndex(any.ofAnySize(1, 1_000_000), first, end, keys, true);
    }
}
