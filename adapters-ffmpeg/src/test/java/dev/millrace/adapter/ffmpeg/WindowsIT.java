package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.source.Fetching;
import dev.millrace.application.source.SourceWindows;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureKind;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.FrameRange;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.work.Product;
import dev.millrace.testkit.MemoryMediaStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read through a window is what is read from the whole film, byte for byte.
class WindowsIT {
    private static final ObjectKey KEY = new ObjectKey("film");
    private static final Planner PLANNER = new Planner(new ChunkPolicy.Even(3, 2, 4));
    private static final Duration LONG = Duration.ofDays(36_500);

    @TempDir
    private Path folder;

    private final MemoryMediaStore media = new MemoryMediaStore();
    private final SourceWindows windows = new SourceWindows();
    private MediaTools tools;
    private Bench bench;
    private int files;

    @BeforeEach
    void open() throws Exception {
        tools = Machine.toolchain();
        bench = new Bench(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.mp4 -c:v libx264 -bf 3 -g 24 -c:a aac",
                "faststart.mp4 -c:v libx264 -bf 3 -g 24 -c:a aac -movflags +faststart",
                "plain.mov -c:v libx264 -bf 3 -g 24 -c:a pcm_s16le",
                "no_edits.mp4 -c:v libx264 -bf 3 -g 24 -c:a aac -use_editlist 0",
                "negative_delays.mp4 -c:v libx264 -bf 3 -g 24 -c:a aac -movflags +negative_cts_offsets",
                "open.mp4 -c:v libx264 -bf 3 -g 24 -x264-params open-gop=1 -c:a aac",
                "mpeg4.mp4 -c:v mpeg4 -bf 2 -g 24 -c:a aac",
                "hevc.mp4 -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=24:bframes=3 -c:a aac",
                "film.mkv -c:v libx264 -bf 3 -g 24 -c:a aac",
                "cues_in_front.mkv -c:v libx264 -bf 3 -g 24 -c:a aac -cues_to_front 1",
                "film.webm -c:v libvpx -deadline realtime -cpu-used 8 -b:v 2M -g 24 -c:a libopus",
            })
    void of_films_that_are_drawn(String form) throws Exception {
        String[] parts = form.split(" ", 2);
        Path film = drawn(parts[0], "testsrc2=size=640x360:rate=24:duration=16", parts[1]);

        assertThat(readThroughWindows(film)).isPositive();
    }

    @Test
    void of_uneven_frames() throws Exception {
        Path film = drawn(
                "uneven.mp4",
                "testsrc2=size=640x360:rate=24:duration=16,select='mod(n\\,7)*lt(mod(n\\,100)\\,70)'",
                "-fps_mode vfr -c:v libx264 -bf 2 -g 24 -c:a aac");

        assertThat(readThroughWindows(film)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main/bbb_720p24_60s.mp4",
                "main/agent327_1080p24_67s.mp4",
                "main/motorway_540p60_29s_noaudio.mp4",
                "main/car_432p12_30s.mp4",
                "weird/screenrec_gnome_vp8_37s.webm",
                "weird/mkv_multi_audio_subs.mkv",
                "weird/screenrec_macos_vfr_3026x1386.mp4",
                "weird/audio_gap_10s.mp4",
                "weird/long_1080p_6min_lowbitrate.mp4",
                "weird/phone_iphone_hevc_dovi84_hlg_rot90.mov",
                "weird/edit_list_sar1280x1281.mp4",
                "weird/start_at_10s_sar1137x800.mp4",
            })
    void of_real_films(String name) throws Exception {
        readThroughWindows(Corpus.file(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "libx264 -bf 3",
                "libx264 -bf 3 -x264-params open-gop=1",
                "libx265 -preset ultrafast -x265-params log-level=none",
                "mpeg4 -bf 2",
                "libsvtav1 -preset 12"
            })
    void a_hole_where_pictures_should_be_is_noticed(String encoder) throws Exception {
        Path film =
                drawn("film.mp4", "testsrc2=size=640x360:rate=24:duration=16", "-c:v " + encoder + " -g 24 -c:a aac");
        Film read = read(film);
        Chunk chunk = new Chunk(1, new FrameRange(144, 240), false);
        Path window = window(read, chunk).orElseThrow();
        long middle = Files.size(film) / 2;
        try (RandomAccessFile file = new RandomAccessFile(window.toFile(), "rw")) {
            file.seek(middle);
            file.write(new byte[20_000]);
        }

        assertThatThrownBy(() -> encode(read, chunk, new SourceAccess.InWindow(window)))
                .isInstanceOfSatisfying(
                        MediaFailed.class,
                        failed -> assertThat(failed.failure().code().kind())
                                .isIn(FailureKind.SOURCE, FailureKind.INTERNAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fragmented.mp4 -movflags frag_keyframe+empty_moov", "film.ts", "film.avi", "live.mkv -live 1"})
    void films_without_an_index_have_no_windows(String form) throws Exception {
        String[] parts = form.split(" ", 2);
        Path film = drawn(
                parts[0],
                "testsrc2=size=640x360:rate=24:duration=10",
                "-c:v libx264 -g 24 -c:a mp2 " + (parts.length > 1 ? parts[1] : ""));

        assertThat(windows.opening(new Fetching(media, put(film)), file())).isFalse();
    }

    /// Answers how many chunks were read through a window.
    private int readThroughWindows(Path film) throws Exception {
        Film read = read(film);
        Path opening = file();
        if (windows.opening(new Fetching(media, read.version()), opening)) {
            assertThat(tools.probe().probe(new SourceAccess.InWindow(opening))).isEqualTo(read.info());
        }
        assertTablesSayWhatPacketsDo(read);
        int through = 0;
        for (Chunk chunk : some(read.picture().chunks())) {
            Optional<Path> window = window(read, chunk);
            if (window.isPresent()) {
                assertThat(encode(read, chunk, new SourceAccess.InWindow(window.get())))
                        .as(chunk.toString())
                        .isEqualTo(encode(read, chunk, read.whole()));
                through++;
            }
        }
        return through;
    }

    /// Jobs are cut by the tables while their sources are being uploaded.
    private void assertTablesSayWhatPacketsDo(Film film) throws Exception {
        if (film.info().timing().start().isZero()) {
            Fetching source = new Fetching(media, film.version());
            windows.tables(source, film.picture().track())
                    .ifPresent(tables -> assertThat(tables).isEqualTo(film.index()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain.mp4", "faststart.mp4 -movflags +faststart", "plain.mov", "no_edits.mp4 -use_editlist 0"})
    void tables_say_all_about_the_pictures_of_films_with_an_index(String form) throws Exception {
        String[] parts = form.split(" ", 2);
        String options = "-c:v libx264 -bf 3 -g 24 -c:a aac " + (parts.length > 1 ? parts[1] : "");
        Film film = read(drawn(parts[0], "testsrc2=size=320x180:rate=24:duration=4", options));

        assertThat(windows.tables(new Fetching(media, film.version()), 0)).contains(film.index());
    }

    /// The first two and the last two.
    private static List<Chunk> some(List<Chunk> all) {
        return all.stream()
                .filter(chunk -> chunk.index() < 2 || chunk.index() >= all.size() - 2)
                .toList();
    }

    /// A film, and what is known of it.
    private record Film(
            ObjectVersion version, SourceAccess whole, SourceInfo info, SourceIndex index, PicturePlan picture) {}

    private Film read(Path film) throws Exception {
        SourceAccess whole = new SourceAccess.InFile(film);
        SourceInfo info = tools.probe().probe(whole);
        Plan opened =
                ((Fit.Fitted) PLANNER.open(info, BuiltInProfiles.TEST)).plan().uncut();
        IndexRequest request = new IndexRequest(
                whole, info, OptionalInt.of(opened.requirePicture().track()), List.of(), 6);
        SourceIndex index =
                tools.transcoder().index(request, bench.attempt()).pictures().orElseThrow();
        PicturePlan picture = ((Fit.Fitted) PLANNER.complete(info, opened, index, Fleet.UNKNOWN))
                .plan()
                .requirePicture();
        return new Film(put(film), whole, info, index, picture);
    }

    private Optional<Path> window(Film film, Chunk chunk) throws Exception {
        Duration start = film.info().timing().start();
        Duration from = switch (entries(film, chunk).getFirst()) {
            case Entry.FromStart() -> LONG.negated();
            case Entry.SeekTo(Duration position) -> start.plus(position);
        };
        Duration to = chunk.last()
                ? LONG
                : start.plus(film.picture().grid().rate().timeOf(chunk.frames().end()));
        Path file = file();
        return windows.pictures(
                        new Fetching(media, film.version()), film.picture().track(), from, to, file)
                ? Optional.of(file)
                : Optional.empty();
    }

    private static List<Entry> entries(Film film, Chunk chunk) {
        return PLANNER.entries(film.info(), film.index(), film.picture().grid(), chunk);
    }

    private Product.EncodedChunk encode(Film film, Chunk chunk, SourceAccess source) throws Exception {
        List<Entry> entries = entries(film, chunk);
        return tools.transcoder()
                .encode(
                        new ChunkRequest(
                                source,
                                film.info().timing().start(),
                                film.info().picture().orElseThrow(),
                                film.picture().grid(),
                                chunk,
                                source instanceof SourceAccess.InWindow ? entries.subList(0, 1) : entries,
                                film.picture().renditions()),
                        bench.attempt());
    }

    private ObjectVersion put(Path film) throws IOException {
        media.put(KEY, Files.readAllBytes(film));
        return media.version(KEY).orElseThrow();
    }

    private Path file() {
        return folder.resolve("window-" + files++);
    }

    private Path drawn(String name, String pictures, String options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i", "sine=frequency=440:duration=16"));
        arguments.addAll(List.of("-shortest", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of(options.strip().split(" ")));
        if (options.contains("libx264")) {
            arguments.addAll(List.of("-preset", "ultrafast"));
        }
        arguments.add(name);
        Machine.ffmpeg(folder, arguments.toArray(String[]::new));
        return folder.resolve(name);
    }
}
