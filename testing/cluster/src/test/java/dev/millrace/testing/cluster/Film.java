package dev.millrace.testing.cluster;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Clips, made and judged by the ffmpeg that a worker would use.
final class Film {
    private static final Path PROGRAM = find();

    private Film() {}

    static Path make(Path clip, String size, int rate, int seconds) throws IOException, InterruptedException {
        return make(clip, size, rate, seconds, 10 * rate);
    }

    /// @param group at most so many pictures from one key picture to the next
    static Path make(Path clip, String size, int rate, int seconds, int group)
            throws IOException, InterruptedException {
        return make(clip, size, rate, seconds, List.of("-g", Integer.toString(group)));
    }

    /// A clip of 8 Mb/s with its index in front and a key picture each second.
    static Path heavy(Path clip, String size, int rate, int seconds) throws IOException, InterruptedException {
        return make(
                clip,
                size,
                rate,
                seconds,
                List.of(
                        "-x264-params",
                        "nal-hrd=cbr",
                        "-b:v",
                        "8M",
                        "-minrate",
                        "8M",
                        "-maxrate",
                        "8M",
                        "-bufsize",
                        "8M",
                        "-g",
                        Integer.toString(rate),
                        "-movflags",
                        "+faststart"));
    }

    /// @param encoding further arguments of the encoder and the file
    private static Path make(Path clip, String size, int rate, int seconds, List<String> encoding)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=" + rate + ":duration=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + seconds,
                "-pix_fmt",
                "yuv420p",
                "-preset",
                "ultrafast"));
        arguments.addAll(encoding);
        arguments.add(clip.toString());
        run("ffmpeg", arguments);
        return clip;
    }

    /// How many pictures a file decodes to.
    static long frames(Path file) throws IOException, InterruptedException {
        return Long.parseLong(run(
                        "ffprobe",
                        List.of(
                                "-v",
                                "error",
                                "-count_frames",
                                "-select_streams",
                                "v:0",
                                "-show_entries",
                                "stream=nb_read_frames",
                                "-of",
                                "csv=p=0",
                                file.toString()))
                .strip());
    }

    private static String run(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.resolveSibling(program).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(PROGRAM.getParent()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }

    private static Path find() {
        try {
            FfmpegToolchain tools = FfmpegToolchain.find(FfmpegConfig.fromEnvironment(System.getenv()));
            Path place = Path.of(tools.report().findings().stream()
                    .filter(finding -> finding.accepted())
                    .findFirst()
                    .orElseThrow()
                    .place());
            return Files.isDirectory(place) ? place.resolve("ffmpeg") : place;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
