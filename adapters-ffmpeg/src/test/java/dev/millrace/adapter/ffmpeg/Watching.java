package dev.millrace.adapter.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at films and listens to them, by decoding them whole.
final class Watching {
    private static final Pattern TIME = Pattern.compile("pts_time:([0-9.]+)");
    private static final Pattern BRIGHTNESS = Pattern.compile("YAVG=([0-9.]+)");
    private static final int BRIGHT = 120;
    private static final int LOUD = 2500;
    private static final int SAMPLE_RATE = 48_000;

    private final Path file;
    private final Path folder;

    Watching(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /// The number of frames that can be decoded.
    long frames() throws Exception {
        String count = Machine.probed(
                folder,
                "-count_frames",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "csv=p=0",
                file.toString());
        return Long.parseLong(count.strip());
    }

    /// What ffprobe says of one entry, such as `stream=color_space` of the first picture.
    String told(String entry) throws Exception {
        return Machine.probed(
                        folder, "-select_streams", "v:0", "-show_entries", entry, "-of", "csv=p=0", file.toString())
                .strip();
    }

    /// Everything that the file calls itself and its tracks.
    String tags() throws Exception {
        return Machine.probed(folder, "-show_entries", "format_tags:stream_tags", "-of", "csv=p=0", file.toString());
    }

    /// When the sound begins by the file's own clock, counted from the file's beginning, in seconds.
    double soundStart() throws Exception {
        String[] starts = Machine.probed(
                        folder,
                        "-select_streams",
                        "a:0",
                        "-show_entries",
                        "stream=start_time:format=start_time",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .strip()
                .split("\\s+", -1);
        return Double.parseDouble(starts[0]) - Double.parseDouble(starts[starts.length - 1]);
    }

    /// When the picture first turns bright, in seconds from the file's beginning; -1 when it never does.
    double firstBright() throws Exception {
        double start = Double.parseDouble(told("format=start_time"));
        String printed = Machine.printed(
                folder,
                "-copyts",
                "-i",
                file.toString(),
                "-map",
                "0:v:0",
                "-vf",
                "signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=-",
                "-f",
                "null",
                "-");
        double time = 0;
        for (String line : printed.split("\n", -1)) {
            Matcher at = TIME.matcher(line);
            Matcher brightness = BRIGHTNESS.matcher(line);
            if (at.find()) {
                time = Double.parseDouble(at.group(1));
            } else if (brightness.find() && Double.parseDouble(brightness.group(1)) > BRIGHT) {
                return time - start;
            }
        }
        return -1;
    }

    /// When the sound first is loud at or after `from`, in seconds; -1 when it never is.
    double firstLoud(double from) throws Exception {
        short[] samples = samples();
        for (int i = (int) (from * SAMPLE_RATE); i < samples.length; i++) {
            if (Math.abs(samples[i]) > LOUD) {
                return (double) i / SAMPLE_RATE;
            }
        }
        return -1;
    }

    /// When the sound first is silent for a tenth of a second at or after `from`, in seconds; -1 when it never is.
    double firstSilent(double from) throws Exception {
        short[] samples = samples();
        int silent = 0;
        for (int i = (int) (from * SAMPLE_RATE); i < samples.length; i++) {
            silent = Math.abs(samples[i]) > LOUD / 10 ? 0 : silent + 1;
            if (silent == SAMPLE_RATE / 10) {
                return (double) (i - silent + 1) / SAMPLE_RATE;
            }
        }
        return -1;
    }

    double soundSeconds() throws Exception {
        return (double) samples().length / SAMPLE_RATE;
    }

    /// The colour, as 0xRRGGBB, at a point of the first frame given in parts of its size.
    int colour(double x, double y) throws Exception {
        int width = Integer.parseInt(told("stream=width"));
        int height = Integer.parseInt(told("stream=height"));
        Path raw = folder.resolve("frame.rgb");
        Machine.ffmpeg(
                folder,
                "-i",
                file.toString(),
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-vf",
                "scale=flags=accurate_rnd+full_chroma_int,format=rgb24",
                "-f",
                "rawvideo",
                raw.toString());
        byte[] bytes = Files.readAllBytes(raw);
        int at = 3 * (((int) (y * height)) * width + ((int) (x * width)));
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
    }

    private short[] samples() throws Exception {
        Path raw = folder.resolve("sound.raw");
        Machine.ffmpeg(
                folder,
                "-i",
                file.toString(),
                "-map",
                "0:a:0",
                "-ac",
                "1",
                "-ar",
                Integer.toString(SAMPLE_RATE),
                "-f",
                "s16le",
                raw.toString());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }
}
