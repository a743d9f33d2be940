package dev.millrace.adapter.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Short films that ffmpeg draws, in the forms that make trouble. No two frames of one are alike.
final class Clips {
    private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=";

    private final Path folder;

    Clips(Path folder) {
        this.folder = folder;
    }

    /// Eight seconds at 24 frames a second with pictures that look both ways, stereo, in an MP4 with its index in front.
    Path film() throws Exception {
        return encoded(
                "film.mp4",
                pictures(24, 8),
                8,
                "-c:v libx264 -bf 3 -g 41 -c:a aac -ac 2 -movflags +faststart"
                        + " -metadata:s:a:0 language=eng -metadata title=Secret");
    }

    /// Open groups of pictures: those shown before a key picture need some from the group before.
    Path openGroups() throws Exception {
        return encoded("open.mp4", pictures(25, 8), 8, "-c:v libx264 -bf 3 -g 30 -x264-params open-gop=1 -c:a aac");
    }

    /// Frames that come unevenly, with holes of up to two seconds.
    Path unevenFrames() throws Exception {
        String holes = pictures(30, 8) + ",select='not(between(t,1.9,4)+between(t,6.1,6.6))*gt(mod(n*7,5),0)'";
        return encoded("uneven.mkv", holes, 8, "-fps_mode vfr -enc_time_base 1/1000 -c:v libx264 -bf 2 -g 20 -c:a aac");
    }

    /// A transport stream whose clock starts after 39 minutes and whose sound starts before its picture.
    Path lateTransportStream() throws Exception {
        return encoded(
                "late.ts",
                pictures(24, 8) + ",setpts=PTS+0.44/TB",
                8,
                "-c:v libx264 -bf 3 -g 30 -x264-params open-gop=1 -c:a mp2 -muxdelay 0 -muxpreload 0"
                        + " -output_ts_offset 2355.577967");
    }

    /// MPEG-2 with open groups, as recorded from the air.
    Path mpeg2() throws Exception {
        return encoded("mpeg2.ts", pictures(25, 6), 6, "-c:v mpeg2video -b:v 2M -bf 2 -g 12 -c:a mp2");
    }

    /// H.265 with open groups.
    Path hevc() throws Exception {
        return encoded(
                "hevc.mp4",
                pictures(24, 6),
                6,
                "-c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=25:bframes=3 -c:a aac");
    }

    /// 50 fields a second, upper field first.
    Path interlaced(String name) throws Exception {
        return encoded(
                name,
                pictures(50, 6) + ",tinterlace=interleave_top",
                6,
                "-c:v libx264 -flags +ilme+ildct -x264-params tff=1 -bf 2 -g 25 -c:a aac");
    }

    /// Fragments without an index of them.
    Path fragmented() throws Exception {
        return encoded(
                "fragmented.mp4",
                pictures(30000.0 / 1001, 6),
                6,
                "-c:v libx264 -bf 2 -g 24 -c:a aac -movflags frag_keyframe+empty_moov");
    }

    /// Sound alone.
    Path soundAlone() throws Exception {
        Machine.ffmpeg(folder, "-f", "lavfi", "-i", SOUND + "3", "-c:a", "libmp3lame", "sound.mp3");
        return folder.resolve("sound.mp3");
    }

    /// Pictures of 320 x 180.
    static String pictures(double rate, int seconds) {
        return "testsrc2=size=320x180:rate=" + rate + ":duration=" + seconds;
    }

    /// Any film.
    ///
    /// @param options separated by spaces
    Path encoded(String name, String pictures, int seconds, String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i"));
        arguments.add(SOUND + seconds);
        arguments.addAll(List.of("-map", "0:v", "-map", "1:a", "-pix_fmt", "yuv420p"));
        if (options.contains("libx264")) {
            arguments.addAll(List.of("-preset", "superfast"));
        }
        arguments.addAll(List.of(options.split(" ")));
        arguments.add(name);
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));
        return folder.resolve(name);
    }
}
