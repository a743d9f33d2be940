package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real films, which are too large and too much others' to be part of the project. They are looked for in the folder that
/// `MILLRACE_MEDIA` names, else in `shared/media` beside the project.
class CorpusIT {
    @TempDir
    Path folder;

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("films")
    void every_film_keeps_its_frames_its_length_its_shape_and_its_content(Path film) throws Exception {
        transcode(film, "test");

        assertSameFilm(film, "180p.mp4");
        assertSameFilm(film, "90p.mp4");
        assertSameFilm(film, "hls/180p/index.m3u8");
    }

    @Test
    void a_real_film_goes_through_the_usual_profile() throws Exception {
        Path film = films().filter(file -> file.endsWith("car_432p12_30s.mp4"))
                .findFirst()
                .orElseGet(() ->
                        abort("no corpus: set MILLRACE_MEDIA to a folder with main/car_432p12_30s.mp4 to run this"));

        transcode(film, "web");

        assertSameFilm(film, "360p.mp4");
    }

    private void transcode(Path film, String profile) throws Exception {
        Program.Ended ended = Program.in(folder)
                .run("transcode", film.toString(), "--profile", profile, "--output", "out", "--quiet");

        assertThat(ended).isEqualTo(new Program.Ended(0, "", ""));
    }

    private void assertSameFilm(Path film, String made) throws Exception {
        Path output = folder.resolve("out").resolve(made);
        Ffmpeg.Shape source = Ffmpeg.shape(film);
        Ffmpeg.Decoded decoded = Ffmpeg.decode(output);
        assertThat(decoded.frames()).as("frames of %s", made).isEqualTo(Ffmpeg.framesAt(film, source.rate()));
        assertThat(Ffmpeg.seconds(output)).as("length of %s", made).isEqualTo(Ffmpeg.seconds(film), Offset.offset(0.1));
        assertThat((double) decoded.width())
                .as("width of %s", made)
                .isEqualTo((double) decoded.height() * source.width() / source.height(), Offset.offset(1.0));
        assertThat(Ffmpeg.similarity(film, source.rate(), output))
                .as("the first pictures of %s", made)
                .isGreaterThan(0.8);
    }

    /// All of the corpus' main part; none when there is no corpus.
    static Stream<Path> films() throws IOException {
        Optional<Path> corpus = Stream.of(
                        Optional.ofNullable(System.getenv("MILLRACE_MEDIA")).map(Path::of),
                        Optional.of(
                                Path.of("../../shared/media").toAbsolutePath().normalize()))
                .flatMap(Optional::stream)
                .map(place -> place.resolve("main"))
                .filter(Files::isDirectory)
                .findFirst();
        if (corpus.isEmpty()) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(corpus.get())) {
            return List.copyOf(files.sorted().toList()).stream();
        }
    }
}
