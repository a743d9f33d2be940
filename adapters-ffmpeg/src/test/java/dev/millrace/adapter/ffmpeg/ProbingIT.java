package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbingIT {
    @TempDir
    private Path folder;

    @Test
    void a_film_s_headers_are_read() throws Exception {
        SourceInfo info = probe(new Clips(folder).film());

        assertThat(info.container().exactlyIndexed()).isTrue();
        assertThat(info.timing().duration()).hasValue(Duration.ofSeconds(8));
        assertThat(info.picture()).hasValueSatisfying(picture -> {
            assertThat(picture.codec()).isEqualTo("h264");
            assertThat(picture.coded()).isEqualTo(new FrameSize(320, 180));
            assertThat(picture.nominalRate()).isEqualTo(FrameRate.of(24));
            assertThat(picture.declaredFrames()).hasValue(192);
            assertThat(picture.scan()).isEqualTo(Scan.PROGRESSIVE);
        });
        assertThat(info.sound()).singleElement().satisfies(sound -> {
            assertThat(sound.channels()).isEqualTo(2);
            assertThat(sound.language()).hasValue(new Language("eng"));
        });
        assertThat(info.warnings()).isEmpty();
    }

    @Test
    void a_late_clock_and_interlaced_pictures_are_seen() throws Exception {
        SourceInfo late = probe(new Clips(folder).lateTransportStream());
        SourceInfo interlaced = probe(new Clips(folder).interlaced("interlaced.ts"));

        assertThat(late.timing().start().toSeconds()).isEqualTo(2355);
        assertThat(late.container().exactlyIndexed()).isFalse();
        assertThat(interlaced.picture().map(VideoTrack::scan)).hasValue(Scan.TOP_FIELD_FIRST);
    }

    @Test
    void what_is_no_film_is_refused_with_a_reason() throws Exception {
        Path film = new Clips(folder).film();
        Machine.ffmpeg(folder, "-i", film.toString(), "-frames:v", "1", "-update", "1", "picture.jpg");
        Machine.ffmpeg(folder, "-i", film.toString(), "-c", "copy", "-f", "mp4", "-movflags", "0", "index-last.mp4");
        byte[] whole = Files.readAllBytes(folder.resolve("index-last.mp4"));

        refused(FailureCode.SOURCE_EMPTY, Files.createFile(folder.resolve("empty.mp4")));
        refused(FailureCode.SOURCE_NOT_MEDIA, text("once upon a time there was a film"));
        refused(FailureCode.SOURCE_NOT_MEDIA, text("<!doctype html><html><body>404</body></html>"));
        refused(FailureCode.SOURCE_NOT_MEDIA, zip());
        refused(FailureCode.SOURCE_FORMAT_REFUSED, folder.resolve("picture.jpg"));
        refused(FailureCode.SOURCE_TRUNCATED, bytes(Arrays.copyOf(whole, whole.length / 2)));
        refused(FailureCode.INPUT_NOT_FOUND, folder.resolve("none.mp4"));
        refused(FailureCode.INPUT_NOT_FOUND, folder);
    }

    /// What these name is a file that could be read; it must not be.
    @Test
    void files_that_name_other_files_are_refused() throws Exception {
        Path film = new Clips(folder).film();

        refused(
                FailureCode.SOURCE_FORMAT_REFUSED,
                text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://" + film + "\n#EXT-X-ENDLIST\n"));
        refused(FailureCode.SOURCE_FORMAT_REFUSED, text("ffconcat version 1.0\nfile '" + film + "'\n"));
    }

    @Test
    void an_encrypted_film_is_refused() throws Exception {
        Path film = new Clips(folder).film();
        Machine.ffmpeg(
                folder,
                "-i",
                film.toString(),
                "-c",
                "copy",
                "-encryption_scheme",
                "cenc-aes-ctr",
                "-encryption_key",
                "76a6c65c5ea762046bd749a2e632ccbb",
                "-encryption_kid",
                "a7e61c373e219033c21091fa607bf3b8",
                "encrypted.mp4");

        refused(FailureCode.SOURCE_ENCRYPTED, folder.resolve("encrypted.mp4"));
    }

    @Test
    void limits_of_size_and_number_are_kept() throws Exception {
        Path film = new Clips(folder).film();
        SourceLimits narrow = new SourceLimits(320 * 180 - 1, 64, Duration.ofHours(1), 1 << 28);
        SourceLimits few = new SourceLimits(1 << 20, 1, Duration.ofHours(1), 1 << 28);

        assertThat(failure(film, narrow).code()).isEqualTo(FailureCode.SOURCE_TOO_LARGE);
        assertThat(failure(film, few).code()).isEqualTo(FailureCode.SOURCE_TOO_LARGE);
    }

    @Test
    void nothing_is_left_behind_in_the_folder_for_temporary_files() throws Exception {
        Set<Path> before = Set.copyOf(temporary());
        Path film = new Clips(folder).film();

        probe(film);
        refused(FailureCode.SOURCE_NOT_MEDIA, text("once upon a time"));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> probe(film));

        assertThat(temporary()).isSubsetOf(before);
    }

    @ParameterizedTest
    @CsvSource({
        "chunk_out_of_range.mp4,SOURCE_DAMAGED",
        "ebml_read_version.mkv,SOURCE_DAMAGED",
        "empty.mp4,SOURCE_EMPTY",
        "encrypted_cenc.mov,SOURCE_ENCRYPTED",
        "ffconcat_localfile.mp4,SOURCE_FORMAT_REFUSED",
        "gif_65535x65535.gif,SOURCE_TOO_LARGE",
        "hls_avi_xbin_read_passwd.avi,SOURCE_NO_STREAMS",
        "hls_localfile.mp4,SOURCE_FORMAT_REFUSED",
        "hls_ssrf_loopback.m3u8,SOURCE_FORMAT_REFUSED",
        "html_named.mp4,SOURCE_NOT_MEDIA",
        "invalid_vp9_bitstream.webm,SOURCE_UNDECODABLE",
        "jpeg_named.mp4,SOURCE_FORMAT_REFUSED",
        "moov_missing_512b.mp4,SOURCE_TRUNCATED",
        "ogg_zero_height.ogv,SOURCE_DAMAGED",
        "one_byte.mp4,SOURCE_NOT_MEDIA",
        "partial_samples.mp4,SOURCE_UNDECODABLE",
        "text_named.mp4,SOURCE_NOT_MEDIA",
        "truncated_no_moov.mp4,SOURCE_TRUNCATED",
        "zip_named.mp4,SOURCE_NOT_MEDIA",
    })
    void bad_files_people_really_upload_are_refused(String name, FailureCode code) throws Exception {
        refused(code, Corpus.file("bad/" + name));
    }

    private static SourceInfo probe(Path file) throws Exception {
        return Machine.toolchain().probe().probe(new SourceAccess.InFile(file));
    }

    private static void refused(FailureCode code, Path file) throws Exception {
        Failure failure = failure(file, SourceLimits.STANDARD);
        assertThat(failure.code()).as(failure.sentence()).isEqualTo(code);
        assertThat(failure.sentence()).doesNotContain(file.toString()).endsWith(".");
    }

    private static Failure failure(Path file, SourceLimits limits) throws Exception {
        MediaProbe probe = new FfprobeMediaProbe(Machine.tool(), limits, Set.of("h264", "aac", "mp3", "gif", "vp9"));
        return assertThrows(MediaFailed.class, () -> probe.probe(new SourceAccess.InFile(file)))
                .failure();
    }

    private Path text(String content) throws IOException {
        return bytes(content.getBytes(StandardCharsets.UTF_8));
    }

    private Path bytes(byte[] content) throws IOException {
        return Files.write(folder.resolve("upload.mp4"), content);
    }

    private Path zip() throws IOException {
        Path file = folder.resolve("zip.mp4");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("film.mp4"));
            zip.write(new byte[1000]);
        }
        return file;
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ScratchFolder.PREFIX))
                    .toList();
        }
    }
}
