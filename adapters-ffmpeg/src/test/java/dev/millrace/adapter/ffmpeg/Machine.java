package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ffmpeg of all integration tests: the bundled one, unpacked once below the build folder.
final class Machine {
    static final Path CACHE = Path.of("target", "ffmpeg-cache").toAbsolutePath();
    static final FfmpegConfig CONFIG = config(List.of(CACHE));

    /// Makes the files of tests, from files anywhere; so it is not locked in.
    private static final MediaProcess PROCESS =
            new MediaProcess(ProcessGuard.discover(CONFIG.searchPath(), SandboxMode.OFF));
    private static final Programs PROGRAMS = unpack();

    private Machine() {}

    /// The configuration of this machine, without what its environment wishes for.
    static FfmpegConfig config(List<Path> caches) {
        FfmpegConfig standard =
                FfmpegConfig.fromEnvironment(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));
        return new FfmpegConfig(
                Optional.empty(),
                Optional.empty(),
                caches,
                standard.searchPath(),
                standard.limits(),
                standard.codecThreads(),
                SandboxMode.AUTO);
    }

    static Programs programs() {
        return PROGRAMS;
    }

    static MediaProcess process() {
        return PROCESS;
    }

    static MediaTool tool() {
        return new MediaTool(PROCESS, PROGRAMS);
    }

    static FfmpegToolchain toolchain() throws InterruptedException {
        return FfmpegToolchain.find(CONFIG);
    }

    static FfmpegToolchain toolchain(SandboxMode sandbox) throws InterruptedException {
        return FfmpegToolchain.find(new FfmpegConfig(
                Optional.empty(),
                Optional.empty(),
                CONFIG.caches(),
                CONFIG.searchPath(),
                CONFIG.limits(),
                CONFIG.codecThreads(),
                sandbox));
    }

    /// Runs ffmpeg with these arguments, which must succeed.
    static void ffmpeg(Path folder, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        all.addAll(List.of(arguments));
        run(PROGRAMS.ffmpeg(all, Room.of(folder)));
    }

    /// What ffmpeg prints with these arguments, which must succeed.
    static String printed(Path folder, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        all.addAll(List.of(arguments));
        return run(PROGRAMS.ffmpeg(all, Room.of(folder)));
    }

    /// What ffprobe prints with these arguments, which must succeed.
    static String probed(Path folder, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-v", "error"));
        all.addAll(List.of(arguments));
        return run(PROGRAMS.ffprobe(all, Room.of(folder)));
    }

    private static String run(MediaCall call) throws Exception {
        Capture output = new Capture(64 << 20);
        Ending ending = PROCESS.run(call, WorkLimits.STANDARD.reading(Duration.ZERO), output, MediaProcess.Ticker.NONE);
        assertThat(ending)
                .as(() -> String.join(" ", call.arguments()))
                .isInstanceOfSatisfying(
                        Ending.Exited.class,
                        exited -> assertThat(exited.code()).as(exited.errors()).isZero());
        return output.text();
    }

    private static Programs unpack() {
        try {
            Files.createDirectories(CACHE);
            return Programs.bundled(BundledBuild.forThisMachine().orElseThrow().install(CACHE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
