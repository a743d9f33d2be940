package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds out whether a pair of programs can do the work: what they list, and a short clip they must really make.
final class Examination {
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofSeconds(30), Duration.ofSeconds(20));
    private static final int LISTING_BYTES = 1 << 20;

    /// libavcodec as in FFmpeg 5.1; its own version is readable on every build, the program's on few.
    private static final int OLDEST_MAJOR = 59;

    private static final int OLDEST_MINOR = 37;
    private static final Pattern CODEC_LIBRARY = Pattern.compile("libavcodec +(\\d+)\\. *(\\d+)\\.");
    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");
    private static final Pattern X264 = Pattern.compile("x264 - core [ -~]{1,60}? - H\\.264");

    private static final Set<String> ENCODERS = Set.of("libx264", "aac", "mjpeg");
    private static final Set<String> FILTERS = Set.of(
            "aformat",
            "alimiter",
            "aresample",
            "bwdif",
            "format",
            "fps",
            "hflip",
            "join",
            "metadata",
            "premultiply",
            "scale",
            "setparams",
            "setsar",
            "signalstats",
            "split",
            "thumbnail",
            "tonemap",
            "tpad",
            "transpose",
            "trim",
            "vflip",
            "zscale");
    private static final Set<String> MUXERS = Set.of("framecrc", "hls", "image2", "matroska", "mp4", "null", "nut");
    private static final Set<String> PROTOCOLS = Set.of("concat", "file", "http", "tcp");
    private static final Set<String> BITSTREAM_FILTERS = Set.of("noise");

    private final MediaProcess process;
    private final Programs programs;
    private final Path scratch;

    Examination(MediaProcess process, Programs programs, Path scratch) {
        this.process = process;
        this.programs = programs;
        this.scratch = scratch;
    }

    /// What came of it.
    sealed interface Verdict {
        /// The programs can do all that is asked of them.
        record Fit(Abilities abilities) implements Verdict {}

        /// They cannot.
        ///
        /// @param elsewhere whether the same programs may be fit in another folder
        record Unfit(String why, boolean elsewhere) implements Verdict {}
    }

    Verdict examine() throws InterruptedException {
        try {
            Printed version = print("-version");
            if (version.failed()) {
                StartFailure failure = StartFailure.read(version.errors());
                return new Verdict.Unfit(failure.sentence(), failure.place());
            }
            if (tooOld(version.text())) {
                return new Verdict.Unfit("it is older than FFmpeg 5.1", false);
            }
            List<String> missing = new ArrayList<>();
            missing.addAll(lacking("encoder", ENCODERS, names(print("-encoders"), 1)));
            missing.addAll(lacking("filter", FILTERS, names(print("-filters"), 1)));
            missing.addAll(lacking("muxer", MUXERS, names(print("-muxers"), 1)));
            missing.addAll(lacking("protocol", PROTOCOLS, names(print("-protocols"), 0)));
            missing.addAll(lacking("bitstream filter", BITSTREAM_FILTERS, names(print("-bsfs"), 0)));
            if (!missing.isEmpty()) {
                return new Verdict.Unfit("it lacks " + String.join(", ", missing), false);
            }
            return tryOut(version.text(), decoders(print("-codecs")));
        } catch (IOException e) {
            StartFailure failure = StartFailure.read(String.valueOf(e.getMessage()));
            return new Verdict.Unfit(failure.sentence(), failure.place());
        }
    }

    private Verdict tryOut(String version, Set<String> decoders) throws IOException, InterruptedException {
        Path clip = scratch.resolve("clip.mp4");
        Printed made = run(programs.ffmpeg(
                List.of(
                        "-v",
                        "error",
                        "-nostdin",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=64x36:rate=25:duration=0.4",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=duration=0.4",
                        "-map",
                        "0:v:0",
                        "-map",
                        "1:a:0",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-pix_fmt",
                        "yuv420p",
                        "-c:a",
                        "aac",
                        "-f",
                        "mp4",
                        "-y",
                        clip.getFileName().toString()),
                Room.of(scratch)));
        if (made.failed()) {
            return new Verdict.Unfit(
                    "it cannot make a short clip: " + made.errors().strip(), false);
        }
        Printed read = run(programs.ffprobe(
                List.of(
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_entries",
                        "stream=codec_name,nb_read_frames",
                        "-of",
                        "csv=p=0",
                        clip.getFileName().toString()),
                Room.of(scratch)));
        if (read.failed() || !read.text().contains("h264,10") || !read.text().contains("aac,")) {
            String told = read.failed()
                    ? StartFailure.read(read.errors()).sentence()
                    : read.text().strip();
            return new Verdict.Unfit("ffprobe cannot read the short clip made: " + told, false);
        }
        return new Verdict.Fit(new Abilities(name(version), fingerprint(version, clip), decoders));
    }

    private Printed print(String list) throws IOException, InterruptedException {
        return run(programs.ffmpeg(List.of("-hide_banner", list), Room.of(scratch)));
    }

    private Printed run(MediaCall call) throws IOException, InterruptedException {
        Capture output = new Capture(LISTING_BYTES);
        Ending ending = process.run(call, LIMITS, output, MediaProcess.Ticker.NONE);
        return switch (ending) {
            case Ending.Exited(int code, String errors) -> new Printed(output.text(), errors, code != 0);
            case Ending.OutOfTime(Duration limit, String errors) ->
                new Printed("", errors + "\nno answer within " + limit.toSeconds() + " s", true);
            case Ending.Stalled(Duration limit, String errors) ->
                new Printed("", errors + "\nno sign of life for " + limit.toSeconds() + " s", true);
        };
    }

    static boolean tooOld(String version) {
        Matcher matcher = CODEC_LIBRARY.matcher(version);
        if (!matcher.find()) {
            return true;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
    }

    /// The word at `column` of every line, counted from 0.
    private static Set<String> names(Printed list, int column) {
        return list.text()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > column)
                .flatMap(words -> Stream.of(words[column].split(",")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The codecs whose line begins with a D.
    private static Set<String> decoders(Printed list) {
        return list.text()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].length() == 6 && words[0].startsWith("D"))
                .map(words -> words[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lacking(String kind, Set<String> wanted, Set<String> there) {
        return wanted.stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .map(name -> "the " + kind + " " + name)
                .toList();
    }

    private static String name(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    /// ffmpeg tells the versions of its own libraries; x264 writes its build into what it encodes.
    private static String fingerprint(String version, Path clip) throws IOException {
        String bytes = Files.readString(clip, StandardCharsets.ISO_8859_1);
        Matcher x264 = X264.matcher(bytes);
        String libraries = version.lines()
                .filter(line -> line.startsWith("libav") || line.startsWith("libsw"))
                .map(line -> line.split("/", 2)[0].replaceAll("\\s+", ""))
                .collect(Collectors.joining(" "));
        return (x264.find() ? x264.group().replace(" - H.264", "") : "x264") + " " + libraries;
    }

    private record Printed(String text, String errors, boolean failed) {}
}
