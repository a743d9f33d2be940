package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The ffmpeg that the program would use, for making clips and for judging what was made of them.
public final class Ffmpeg {
    private static final Path PROGRAM = find();

    private Ffmpeg() {}

    /// Makes a clip.
    ///
    /// @param arguments of ffmpeg, the file itself left out
    static Path make(Path clip, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        command.add("file:" + clip.toAbsolutePath());
        ffmpeg(command);
        return clip;
    }

    /// A clip with a moving picture and a tone.
    ///
    /// @param size such as `320x240`
    public static Path film(Path clip, String size, int rate, double seconds) throws Exception {
        return make(
                clip,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=" + rate + ":duration=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + seconds,
                "-map",
                "0:v:0",
                "-map",
                "1:a:0",
                "-pix_fmt",
                "yuv420p",
                "-preset",
                "ultrafast",
                "-metadata:s:a:0",
                "language=eng",
                "-f",
                "mp4");
    }

    /// What decoding a file gives.
    ///
    /// @param frames pictures that were decoded
    /// @param pictureSeconds length of the picture
    /// @param width as players show it
    /// @param height as players show it
    record Decoded(long frames, double pictureSeconds, int width, int height) {}

    /// Decodes all pictures of a file or playlist.
    static Decoded decode(Path file) throws Exception {
        return decode(file.toAbsolutePath().toString());
    }

    /// Decodes all pictures of what an address plays.
    static Decoded decode(String address) throws Exception {
        String text = ffprobe(
                "-count_frames",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=nb_read_frames,width,height,sample_aspect_ratio,r_frame_rate:stream_side_data=rotation",
                "-of",
                "default=noprint_wrappers=1",
                address);
        long frames = Long.parseLong(value(text, "nb_read_frames"));
        String[] rate = value(text, "r_frame_rate").split("/", 2);
        if (text.contains("rotation=") || !value(text, "sample_aspect_ratio").equals("1:1")) {
            throw new AssertionError("pictures are made upright and with square pixels:\n" + text);
        }
        return new Decoded(
                frames,
                frames * Double.parseDouble(rate[1]) / Double.parseDouble(rate[0]),
                Integer.parseInt(value(text, "width")),
                Integer.parseInt(value(text, "height")));
    }

    /// What each picture and each piece of sound of a file decodes to: a line for each, with its time and its checksum.
    static List<String> frames(Path file) throws Exception {
        return ffmpeg(List.of("-v", "error", "-i", file.toString(), "-f", "framemd5", "-"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /// The length that a file declares, in seconds.
    static double seconds(Path file) throws Exception {
        return Double.parseDouble(value(
                ffprobe(
                        "-show_entries",
                        "format=duration",
                        "-of",
                        "default=noprint_wrappers=1",
                        file.toAbsolutePath().toString()),
                "duration"));
    }

    /// How many pictures a source has when it is shown at a constant rate from its start: the whole decoded at once.
    static long framesAt(Path source, String rate) throws Exception {
        String progress = ffmpeg(List.of(
                "-v",
                "error",
                "-nostdin",
                "-progress",
                "pipe:1",
                "-copyts",
                "-start_at_zero",
                "-i",
                source.toAbsolutePath().toString(),
                "-map",
                "0:v:0",
                "-vf",
                "fps=" + rate + ":start_time=0",
                "-fps_mode",
                "passthrough",
                "-f",
                "null",
                "-"));
        return progress.lines()
                .filter(line -> line.startsWith("frame="))
                .mapToLong(
                        line -> Long.parseLong(line.substring("frame=".length()).strip()))
                .max()
                .orElseThrow();
    }

    /// What decoding the beginning of a stream gives.
    ///
    /// @param frames pictures that were decoded
    /// @param soundSeconds length of the sound that was decoded
    public record Heard(long frames, double soundSeconds) {}

    /// Decodes the first seconds of a playlist on a server, picture and sound.
    public static Heard decodeFrom(URI playlist, int seconds) throws Exception {
        String packets = ffmpeg(List.of(
                "-v",
                "error",
                "-nostdin",
                "-prefer_x_start",
                "1",
                "-i",
                playlist.toString(),
                "-map",
                "0:v:0",
                "-map",
                "0:a:0",
                "-t",
                Integer.toString(seconds),
                "-f",
                "framecrc",
                "-"));
        double clock = Double.parseDouble(packets.lines()
                .filter(line -> line.startsWith("#tb 1: 1/"))
                .findFirst()
                .orElseThrow()
                .substring(9));
        return new Heard(
                packets.lines().filter(line -> line.startsWith("0,")).count(),
                packets.lines()
                                .filter(line -> line.startsWith("1,"))
                                .mapToLong(line -> Long.parseLong(line.split(",", -1)[3].strip()))
                                .sum()
                        / clock);
    }

    /// What the headers of an upright source with square pixels say of its picture.
    ///
    /// @param rate its nominal rate, such as `24000/1001`
    /// @param width in pixels
    /// @param height in pixels
    record Shape(String rate, int width, int height) {}

    /// Reads the headers.
    static Shape shape(Path source) throws Exception {
        String text = ffprobe(
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=width,height,r_frame_rate",
                "-of",
                "default=noprint_wrappers=1",
                source.toAbsolutePath().toString());
        return new Shape(
                value(text, "r_frame_rate"),
                Integer.parseInt(value(text, "width")),
                Integer.parseInt(value(text, "height")));
    }

    /// How alike the first hundred pictures of both are, one by one, from 0 to 1 (SSIM).
    static double similarity(Path source, String rate, Path made) throws Exception {
        String text = ffmpeg(List.of(
                "-v",
                "info",
                "-nostdin",
                "-nostats",
                "-copyts",
                "-start_at_zero",
                "-i",
                source.toAbsolutePath().toString(),
                "-i",
                made.toAbsolutePath().toString(),
                "-lavfi",
                "[0:v:0]fps=" + rate + ":start_time=0,trim=end_frame=100,setpts=N/25/TB[a];"
                        + "[1:v:0]trim=end_frame=100,setpts=N/25/TB[b];[a][b]scale2ref[c][d];[c][d]ssim",
                "-f",
                "null",
                "-"));
        String all = text.substring(text.lastIndexOf("All:") + "All:".length());
        return Double.parseDouble(all.substring(0, all.indexOf(' ')));
    }

    /// How a film says that its colours are meant: range, matrix, transfer, primaries.
    static String colour(Path file) throws Exception {
        String text = ffprobe(
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=color_range,color_space,color_transfer,color_primaries",
                "-of",
                "default=noprint_wrappers=1",
                file.toAbsolutePath().toString());
        return String.join(
                ",",
                value(text, "color_range"),
                value(text, "color_space"),
                value(text, "color_transfer"),
                value(text, "color_primaries"));
    }

    /// The number of tracks of sound.
    static long soundTracks(Path file) throws Exception {
        return ffprobe(
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "stream=index",
                        "-of",
                        "csv=p=0",
                        file.toAbsolutePath().toString())
                .lines()
                .count();
    }

    /// Decodes all sound, and fails at the first error.
    static void decodeSound(Path file) throws Exception {
        ffmpeg(List.of(
                "-v",
                "error",
                "-xerror",
                "-nostdin",
                "-i",
                file.toAbsolutePath().toString(),
                "-f",
                "null",
                "-"));
    }

    /// A picture of a source as it is stored, neither turned nor made into other colours than its own, on black.
    ///
    /// @param slot of the grid of that rate
    static Frame stored(SourceInfo info, Path source, String rate, long slot, int width, int height) throws Exception {
        VideoTrack track = info.picture().orElseThrow();
        String start =
                BigDecimal.valueOf(info.timing().start().toNanos(), 9).negate().toPlainString();
        String matrix =
                track.colour().matrix().isPresent() || track.pixelFormat().matches("(rgb|bgr|gbr|pal).*")
                        ? "auto"
                        : track.coded().shortSide() >= 720 ? "bt709" : "smpte170m";
        List<String> options =
                new ArrayList<>(List.of("-noautorotate", "-copyts", "-itsoffset", start, "-reinit_filter", "0"));
        if (track.codec().equals("h264") && track.pixelFormat().startsWith("yuv444")) {
            // What an early x264 made and does not say so; who says a version is believed.
            options.addAll(List.of("-x264_build", "150"));
        }
        return frame(
                options,
                source,
                "0:" + track.index(),
                (track.scan().interlaced() ? "bwdif=mode=send_frame:deint=interlaced," : "") + "fps=" + rate
                        + ":start_time=0,tpad=stop=-1:stop_mode=clone,trim=start_frame=" + slot + ":end_frame="
                        + (slot + 1)
                        + ",scale=" + width + ":" + height + ":in_color_matrix=" + matrix + ",format=rgba",
                width,
                height);
    }

    /// A picture of a film that says its colours.
    static Frame shown(Path film, long slot, int width, int height) throws Exception {
        return frame(
                List.of(),
                film,
                "0:v:0",
                "trim=start_frame=" + slot + ":end_frame=" + (slot + 1) + ",scale=in_color_matrix=bt709,format=rgba",
                width,
                height);
    }

    private static Frame frame(List<String> options, Path file, String stream, String filters, int width, int height)
            throws Exception {
        Path raw = Files.createTempFile("frame", ".rgba");
        try {
            List<String> command = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
            command.addAll(options);
            command.addAll(List.of("-i", file.toAbsolutePath().toString(), "-map", stream, "-vf", filters));
            command.addAll(List.of("-fps_mode", "passthrough", "-frames:v", "1", "-f", "rawvideo", raw.toString()));
            ffmpeg(command);
            return Frame.onBlack(width, height, Files.readAllBytes(raw));
        } finally {
            Files.delete(raw);
        }
    }

    /// The mean brightness of a corner of the first picture, 0 to 255, to tell which way up it is.
    static double brightness(Path file, String corner) throws Exception {
        String text = ffmpeg(List.of(
                "-v",
                "error",
                "-nostdin",
                "-i",
                file.toAbsolutePath().toString(),
                "-frames:v",
                "1",
                "-vf",
                "crop=" + corner + ",signalstats,metadata=print:file=-",
                "-f",
                "null",
                "-"));
        return Double.parseDouble(value(text, "lavfi.signalstats.YAVG"));
    }

    private static String value(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + text));
    }

    private static String ffmpeg(List<String> arguments) throws Exception {
        return run(PROGRAM, arguments);
    }

    private static String ffprobe(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-v", "error"));
        all.addAll(List.of(arguments));
        return run(PROGRAM.resolveSibling("ffprobe"), all);
    }

    private static String run(Path program, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.format(Locale.ROOT, "%s: %s", command, output));
        }
        return output;
    }

    private static Path find() {
        try {
            FfmpegToolchain tools = FfmpegToolchain.find(FfmpegConfig.fromEnvironment(System.getenv()));
            String place = tools.report().findings().stream()
                    .filter(finding -> finding.accepted())
                    .findFirst()
                    .orElseThrow()
                    .place();
            Path path = Path.of(place);
            return Files.isDirectory(path) ? path.resolve("ffmpeg") : path;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
