package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The delivery `dash` from the command line.
class TranscodeToDashIT {
    private static final Pattern LINK = Pattern.compile("(?:media|sourceURL)=\"([^\"]+)\"");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeFilm() throws Exception {
        Ffmpeg.film(folder.resolve("film.mp4"), "320x240", 30, 3.5);
    }

    @Test
    void beside_hls_the_manifest_names_the_segments_of_hls() throws Exception {
        Path result = transcoded("both", "[hls, dash]");

        assertThat(linked(result.resolve("dash"))).isNotEmpty().allMatch(path -> path.startsWith("hls/"));
        assertThat(Ffmpeg.decode(result.resolve("dash/manifest.mpd")))
                .isEqualTo(new Ffmpeg.Decoded(105, 3.5, 240, 180));
        assertThat(files(result.resolve("dash"))).containsExactly("manifest.mpd");
    }

    @Test
    void alone_it_has_the_segments_beside_it() throws Exception {
        Path result = transcoded("alone", "[dash]");

        assertThat(linked(result.resolve("dash")))
                .isNotEmpty()
                .allMatch(path -> path.startsWith("dash/") && Files.exists(result.resolve(path)));
        assertThat(Ffmpeg.decode(result.resolve("dash/manifest.mpd")).frames()).isEqualTo(105);
        assertThat(result.resolve("hls")).doesNotExist();
        assertThat(Files.readString(result.resolve("job.json")))
                .contains("\"dash_manifest\"", "\"dash_init\"", "\"dash_segment\"");
    }

    private static Path transcoded(String name, String deliveries) throws Exception {
        Files.writeString(folder.resolve(name + ".yml"), """
                name: %s
                gop: 500ms
                segment_gops: 2
                video:
                  - codec: h264
                    preset: ultrafast
                    rungs: [{short_side: 180, max_bitrate: 400k}, {short_side: 90, max_bitrate: 150k}]
                audio: [{codec: aac, bitrate: 64k}]
                deliveries: %s
                """.formatted(name, deliveries));
        Program.Ended ended =
                Program.in(folder).run("transcode", "film.mp4", "--profile", name + ".yml", "--output", name);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.outLines()).contains(name + "/dash/manifest.mpd");
        return folder.resolve(name);
    }

    /// What the manifest names, from the folder of the result.
    private static List<String> linked(Path manifests) throws Exception {
        return LINK.matcher(Files.readString(manifests.resolve("manifest.mpd")))
                .results()
                .map((MatchResult link) -> manifests
                        .getParent()
                        .relativize(manifests.resolve(link.group(1)).normalize()))
                .map(Path::toString)
                .toList();
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
