package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Puts damaged films through everything. Whatever comes of one, it must have a code or be a film; we must not break,
/// and nothing may be left of it. A few dozen of always the same damage here; thousands by `benchmarks/fuzz`.
class FuzzIT {
    private static final int PLANS = Integer.getInteger("millrace.fuzz.plans", 60);
    private static final int ENCODES = Integer.getInteger("millrace.fuzz.encodes", 12);
    private static final long SEED = Long.getLong("millrace.fuzz.seed", 1);
    private static final boolean REAL_FILMS = Boolean.getBoolean("millrace.fuzz.real");

    private static final Duration LONGEST_PLAN = Duration.ofSeconds(30);
    private static final Duration LONGEST_ENCODE = Duration.ofMinutes(5);
    private static final long LARGEST = 1_000_000;

    @TempDir
    private Path folder;

    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private Duration slowest = Duration.ZERO;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void damaged_films_get_a_verdict_and_leave_nothing_behind() throws Exception {
        List<byte[]> films = films();
        FfmpegToolchain tools = Machine.toolchain();
        Set<Path> before = temporary();
        long start = System.nanoTime();

        for (int i = 0; i < PLANS + ENCODES; i++) {
            byte[] damaged = new Mutation(films, new Random(SEED * 1_000_003 + i)).next();
            look(tools, i, damaged, i >= PLANS);
        }

        System.out.printf(
                "fuzz: seed %d, %d films: %d plans and %d encodes in %d s; slowest %d ms; %s%n",
                SEED,
                films.size(),
                PLANS,
                ENCODES,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                slowest.toMillis(),
                verdicts);
        assertThat(faults).isEmpty();
        Set<Path> left = new HashSet<>(temporary());
        left.removeAll(before);
        assertThat(left).isEmpty();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    private void look(FfmpegToolchain tools, int number, byte[] damaged, boolean encode) throws IOException {
        String name = (encode ? "encode " : "plan ") + number;
        Path file = Files.write(folder.resolve("damaged"), damaged);
        Path bench = Files.createDirectory(folder.resolve("bench"));
        long start = System.nanoTime();
        String verdict;
        try {
            if (encode) {
                Transcoding.of(tools, file, BuiltInProfiles.TEST, bench);
            } else {
                Transcoding.planned(tools, file, BuiltInProfiles.TEST, bench);
            }
            verdict = "made";
        } catch (MediaFailed e) {
            verdict = e.failure().code().word();
            if (e.failure().code() == FailureCode.INTERNAL_ERROR) {
                faults.add(name + ": " + e.failure());
            }
        } catch (Exception e) {
            verdict = "a fault of ours";
            faults.add(name + ": " + e + " "
                    + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length)));
            keep(name, damaged);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        if (took.compareTo(encode ? LONGEST_ENCODE : LONGEST_PLAN) > 0) {
            faults.add(name + " took " + took);
            keep(name, damaged);
        }
        verdicts.merge((encode ? "encode " : "plan ") + verdict, 1, Integer::sum);
        new ScratchFolder(bench).close();
    }

    /// For whoever mends it.
    private static void keep(String name, byte[] damaged) throws IOException {
        Files.write(Files.createDirectories(Path.of("target", "fuzz")).resolve(name.replace(' ', '-')), damaged);
    }

    private List<byte[]> films() throws Exception {
        List<byte[]> films = new ArrayList<>();
        Path made = Files.createDirectory(folder.resolve("films"));
        for (String form : List.of(
                "film.mp4 -c:v libx264 -bf 2 -g 10 -c:a aac",
                "front.mp4 -c:v libx264 -g 10 -c:a aac -movflags +faststart",
                "fragments.mp4 -c:v libx264 -g 10 -c:a aac -movflags frag_keyframe+empty_moov",
                "film.mov -c:v mpeg4 -g 10 -c:a pcm_s16le",
                "film.mkv -c:v libx264 -g 10 -c:a libmp3lame",
                "film.webm -c:v libvpx -b:v 200k -deadline realtime -c:a libopus",
                "film.ts -c:v mpeg2video -g 10 -c:a mp2",
                "film.avi -c:v mpeg4 -g 10 -c:a libmp3lame",
                "film.flv -c:v flv -g 10 -c:a libmp3lame -ar 44100",
                "film.mpg -c:v mpeg1video -g 10 -c:a mp2",
                "film.wmv -c:v wmv2 -g 10 -c:a wmav2",
                "film.ogg -vn -c:a libopus",
                "film.gif -an -c:v gif",
                "film.wav -vn -c:a pcm_s16le")) {
            List<String> words = new ArrayList<>(List.of(form.split(" ", -1)));
            String name = words.removeFirst();
            List<String> arguments = new ArrayList<>(
                    List.of("-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1"));
            arguments.addAll(words);
            arguments.addAll(List.of("-threads", "1", "-fflags", "+bitexact", name));
            Machine.ffmpeg(made, arguments.toArray(String[]::new));
            films.add(Files.readAllBytes(made.resolve(name)));
        }
        if (REAL_FILMS) {
            addRealFilms(films);
        }
        return films;
    }

    private static void addRealFilms(List<byte[]> films) throws IOException {
        for (String kind : List.of("weird", "bad")) {
            try (Stream<Path> files = Files.list(Corpus.file(kind))) {
                for (Path file : files.sorted().toList()) {
                    if (Files.size(file) < LARGEST && Files.size(file) > 100) {
                        films.add(Files.readAllBytes(file));
                    }
                }
            }
        }
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return Set.copyOf(files.filter(file -> file.getFileName().toString().startsWith(ScratchFolder.PREFIX))
                    .toList());
        }
    }
}
