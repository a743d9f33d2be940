package dev.millrace.adapter.ffmpeg;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of real films, when there is one: named by the system property `millrace.media` or the environment variable
/// `MILLRACE_MEDIA`, else `shared/media` beside the project.
final class Corpus {
    private Corpus() {}

    static Path file(String name) {
        Path folder = Stream.of(
                        Optional.ofNullable(System.getProperty("millrace.media"))
                                .map(Path::of),
                        Optional.ofNullable(System.getenv("MILLRACE_MEDIA")).map(Path::of),
                        Optional.of(Path.of("..", "..", "shared", "media")))
                .flatMap(Optional::stream)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> abort("not run: there is no folder of real films (set MILLRACE_MEDIA)"));
        return folder.resolve(name).toAbsolutePath().normalize();
    }
}
