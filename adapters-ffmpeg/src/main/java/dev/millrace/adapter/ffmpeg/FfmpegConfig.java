package dev.millrace.adapter.ffmpeg;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where to look for ffmpeg, and what it may use.
///
/// @param ffmpeg the program to try first; empty: none is wished for
/// @param ffprobe its companion; empty: the file `ffprobe` beside `ffmpeg`
/// @param caches folders to keep the unpacked bundled build in, best first; each is made if need be, and passed over
///     when it cannot be written to, belongs to somebody else, or must not hold programs (`noexec`)
/// @param searchPath folders to look for programs in, best first
/// @param limits what is accepted as a source
/// @param codecThreads threads of each encoder and each decoder, at least 1; a chunk has several encoders, and runs
///     beside another chunk. More threads make one chunk faster, and all chunks together slower: on two cores, two
///     chunks at once took 4 % more CPU with three threads than with one
/// @param sandbox whether media programs are locked in
public record FfmpegConfig(
        Optional<Path> ffmpeg,
        Optional<Path> ffprobe,
        List<Path> caches,
        List<Path> searchPath,
        SourceLimits limits,
        int codecThreads,
        SandboxMode sandbox) {
    private static final int MOST_THREADS = 16;

    /// Copies the lists.
    public FfmpegConfig {
        if (codecThreads < 1) {
            throw new IllegalArgumentException("an encoder and a decoder have at least one thread");
        }
        caches = List.copyOf(caches);
        searchPath = List.copyOf(searchPath);
    }

    /// Reads `MILLRACE_FFMPEG`, `MILLRACE_FFPROBE`, `MILLRACE_SANDBOX`, `XDG_CACHE_HOME`, `HOME` and `PATH`. Without a
    /// cache of the person's own, or when it is of no use, a folder in the system's folder for temporary files serves.
    ///
    /// @throws IllegalArgumentException when `MILLRACE_SANDBOX` is none of its words; the message is for people
    public static FfmpegConfig fromEnvironment(Map<String, String> environment) {
        List<Path> caches = new ArrayList<>();
        path(environment, "XDG_CACHE_HOME")
                .filter(Path::isAbsolute)
                .or(() -> path(environment, "HOME").map(home -> home.resolve(".cache")))
                .map(cache -> cache.resolve("millrace"))
                .ifPresent(caches::add);
        caches.add(Path.of(System.getProperty("java.io.tmpdir"), "millrace-" + System.getProperty("user.name")));
        List<Path> searchPath = Stream.of(
                        environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        int processors = Runtime.getRuntime().availableProcessors();
        return new FfmpegConfig(
                path(environment, "MILLRACE_FFMPEG"),
                path(environment, "MILLRACE_FFPROBE"),
                caches,
                searchPath,
                SourceLimits.STANDARD,
                Math.clamp(processors / 2, 1, MOST_THREADS),
                said(environment, "MILLRACE_SANDBOX").map(SandboxMode::of).orElse(SandboxMode.AUTO));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return said(environment, name).map(Path::of);
    }

    private static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
