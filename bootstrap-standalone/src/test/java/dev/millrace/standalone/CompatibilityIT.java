package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every odd and every bad file of the corpus becomes what `expected.tsv` says, through the whole program.
///
/// It leaves `compatibility.md` and contact sheets in `target/compatibility`; with the system property
/// `compatibility.write` it puts the former into the place of `docs/compatibility.md`.
class CompatibilityIT {
    private static final Path TARGET = Path.of("target", "compatibility");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CompatibilityPage PAGE = new CompatibilityPage();
    private static final ContactSheet SHEET = new ContactSheet();

    /// A rendition of 180 lines in the fastest preset is noisy; a wrong matrix or range is off by more than that.
    private static final double NOISE = 8;

    /// Where to look for something to see when there is nothing in the middle, in parts of the film.
    private static final double[] ELSEWHERE = {0.25, 0.75, 0.1, 0.9, 0};

    private static FfmpegToolchain tools;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() throws Exception {
        assumeTrue(corpus().isPresent(), "not run: there is no folder of real films (set MILLRACE_MEDIA)");
        tools = FfmpegToolchain.find(FfmpegConfig.fromEnvironment(System.getenv()));
    }

    @AfterAll
    static void report() throws Exception {
        if (corpus().isPresent()) {
            PAGE.write(TARGET.resolve("compatibility.md"));
            SHEET.write(TARGET);
            if (Boolean.getBoolean("compatibility.write")) {
                PAGE.write(CompatibilityPage.PAGE);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void every_file_becomes_what_was_expected(String name, Expectation expected) throws Exception {
        Path source = corpus().orElseThrow().resolve(name);

        Program.Ended ended = Program.in(folder)
                .run("transcode", source.toString(), "--profile", "test", "--output", "out", "--quiet");

        if (expected.made()) {
            assertThat(ended).isEqualTo(new Program.Ended(0, "", ""));
            assertMade(expected, source);
        } else {
            assertThat(ended.code()).as(ended.err()).isEqualTo(3);
            assertThat(ended.err().strip()).endsWith("[" + expected.verdict() + "]");
            assertThat(folder.resolve("out")).doesNotExist();
            PAGE.refused(expected, expected.verdict());
        }
    }

    private void assertMade(Expectation expected, Path source) throws Exception {
        JsonNode job = JSON.readTree(folder.resolve("out/job.json").toFile());
        Path whole = wholeFile(job);
        List<String> warnings = texts(job.path("warnings"), "code");
        List<String> languages = languages(job);
        double seconds = Ffmpeg.seconds(whole);
        String result = String.format(Locale.ROOT, "%.2f s", seconds);
        if (expected.hasPicture()) {
            SourceInfo info = tools.probe().probe(new SourceAccess.InFile(source));
            String web = webSize(info);
            Ffmpeg.Decoded decoded = Ffmpeg.decode(whole);
            result = web.replace('x', '×') + ", " + decoded.frames() + " frames at " + expected.rate() + " fps, "
                    + result;
            assertThat(decoded.frames()).as("frames").isEqualTo(expected.frames());
            assertThat(decoded.width() + "x" + decoded.height()).as("size").isEqualTo(expected.size());
            assertThat(web).as("size with the profile web").isEqualTo(expected.webSize());
            assertThat(Ffmpeg.decode(folder.resolve("out/hls/" + rendition(job) + "/index.m3u8"))
                            .frames())
                    .as("frames of HLS")
                    .isEqualTo(expected.frames());
            assertThat(Ffmpeg.colour(whole)).isEqualTo("tv,bt709,bt709,bt709");
            assertSamePicture(expected, info, source, whole, decoded);
        }
        assertThat(seconds).as("seconds").isEqualTo(expected.seconds(), within(0.1));
        assertThat(languages).as("sound").isEqualTo(expected.audio());
        assertThat(Ffmpeg.soundTracks(whole)).as("tracks of sound").isEqualTo(languages.size());
        for (int i = 0; i < languages.size(); i++) {
            Path hls = folder.resolve("out/hls/audio-" + (i + 1) + "/index.m3u8");
            Ffmpeg.decodeSound(hls);
        }
        assertThat(warnings).as("warnings").isEqualTo(expected.warnings());
        PAGE.made(expected, result + (languages.isEmpty() ? "" : "; sound: " + String.join(", ", languages)), warnings);
    }

    /// A picture turned by hand from what is stored. High dynamic range has no right colours to compare with; there the
    /// same things must be bright and dark, and the whole neither.
    private void assertSamePicture(Expectation expected, SourceInfo info, Path source, Path made, Ffmpeg.Decoded size)
            throws Exception {
        boolean turned = expected.turns() % 2 == 1;
        int width = turned ? size.height() : size.width();
        int height = turned ? size.width() : size.height();
        long slot = expected.frames() / 2;
        Frame stored = Ffmpeg.stored(info, source, expected.rate(), slot, width, height);
        for (int i = 0; i < ELSEWHERE.length && !stored.hasContent(); i++) {
            slot = (long) (expected.frames() * ELSEWHERE[i]);
            stored = Ffmpeg.stored(info, source, expected.rate(), slot, width, height);
        }
        Frame before = stored.turned(expected.mirrored(), expected.turns());
        Frame after = Ffmpeg.shown(made, slot, size.width(), size.height());
        SHEET.add(expected.file(), before, after);
        if (info.picture().orElseThrow().colour().highDynamicRange()) {
            double least = before.hasContent() ? 20 : 0;
            assertThat(after.brightness()).as("brightness").isBetween(least, 220.0);
        } else {
            assertThat(after.difference(before)).as("difference of colours").isLessThan(NOISE);
        }
        double alike = after.correlation(before);
        if (before.hasContent()) {
            assertThat(alike).as("likeness").isGreaterThan(0.9);
            for (int turns = 0; turns < 4; turns++) {
                for (boolean mirrored : List.of(false, true)) {
                    Frame other = after.turned(mirrored, turns);
                    if (other.width() == before.width() && (mirrored || turns > 0)) {
                        assertThat(other.correlation(before))
                                .as("likeness if %s turned by %s", mirrored ? "mirrored and" : "", turns)
                                .isLessThan(alike);
                    }
                }
            }
        }
    }

    private static String webSize(SourceInfo info) {
        return switch (new Planner(ChunkPolicy.STANDARD).open(info, BuiltInProfiles.WEB)) {
            case Fit.Fitted fitted ->
                fitted.plan().requirePicture().renditions().getFirst().size().toString();
            case Fit.Refused refused -> refused.failure().sentence();
        };
    }

    private Path wholeFile(JsonNode job) {
        return StreamSupport.stream(job.path("files").spliterator(), false)
                .filter(file -> file.path("kind").asText().equals("mp4"))
                .map(file -> folder.resolve("out").resolve(file.path("path").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static String rendition(JsonNode job) {
        return job.at("/renditions/0/name").asText();
    }

    private static List<String> languages(JsonNode job) {
        return StreamSupport.stream(job.path("renditions").spliterator(), false)
                .filter(rendition -> rendition.path("kind").asText().equals("audio"))
                .map(rendition -> rendition.path("language").asText("und"))
                .toList();
    }

    private static List<String> texts(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(name).asText())
                .toList();
    }

    static Stream<Arguments> files() {
        return Expectation.all().stream()
                .filter(row -> row.file().contains(System.getProperty("compatibility.only", "")))
                .map(row -> Arguments.of(row.file(), row));
    }

    private static Optional<Path> corpus() {
        return Stream.of(
                        Optional.ofNullable(System.getenv("MILLRACE_MEDIA")).map(Path::of),
                        Optional.of(
                                Path.of("../../shared/media").toAbsolutePath().normalize()))
                .flatMap(Optional::stream)
                .filter(place -> Files.isDirectory(place.resolve("weird")))
                .findFirst();
    }
}
