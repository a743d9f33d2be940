package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.millrace.adapter.ffmpeg.ToolchainReport.Finding;
import dev.millrace.domain.work.WorkKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainIT {
    private static final Pattern LOADED = Pattern.compile("\\s*(\\S+) => (\\S+) \\(0x[0-9a-f]+\\)");

    @TempDir
    private Path folder;

    @Test
    void the_bundled_build_is_unpacked_and_can_do_everything() throws Exception {
        FfmpegToolchain toolchain = FfmpegToolchain.find(Machine.config(List.of(folder.resolve("cache"))));

        assertThat(toolchain.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.origin()).isEqualTo("bundled");
            assertThat(finding.accepted()).isTrue();
            assertThat(finding.detail()).isEqualTo("version 8.0.1");
        });
        assertThat(toolchain.transcoder().capabilities().kinds()).contains(WorkKind.ENCODE_CHUNK, WorkKind.INDEX);
        assertThat(toolchain.transcoder().capabilities().encoder().value())
                .startsWith("x264 - core ")
                .contains("libavcodec62");
    }

    /// The loader itself says what it would load; that holds whatever this machine happens to have.
    @Test
    void it_asks_the_loader_for_nothing_that_a_slim_machine_lacks() throws Exception {
        Path build = Machine.programs().ffmpeg().getParent();

        for (Path program :
                List.of(Machine.programs().ffmpeg(), Machine.programs().ffprobe())) {
            Matcher loaded = LOADED.matcher(dependencies(program));
            List<String> names = new ArrayList<>();
            while (loaded.find()) {
                names.add(loaded.group(1));
                boolean ours = Path.of(loaded.group(2)).startsWith(build);
                assertThat(ours
                                || loaded.group(1)
                                        .matches("(libc|libm|libmvec|libdl|libpthread|librt|libstdc\\+\\+"
                                                + "|libgcc_s)\\.so.*"))
                        .as(loaded.group())
                        .isTrue();
            }
            assertThat(names).contains("libavdevice.so.62", "libc.so.6");
        }
    }

    /// A root folder with nothing in it but glibc, the compiler's libraries and the build. Root may enter it; others
    /// may where they may have a user namespace of their own.
    @Test
    void it_starts_where_there_is_nothing_but_glibc() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Matcher loaded = LOADED.matcher(dependencies(Machine.programs().ffmpeg()));
        Path build = Machine.programs().ffmpeg().getParent();
        while (loaded.find()) {
            Path library = Path.of(loaded.group(2));
            if (!library.startsWith(build)) {
                copy(library.toRealPath(), root.resolve("lib").resolve(loaded.group(1)));
            }
        }
        Path loader = loader(Machine.programs().ffmpeg());
        copy(loader.toRealPath(), root.resolve(loader.toString().substring(1)));
        try (Stream<Path> files = Files.list(build)) {
            for (Path file : files.toList()) {
                copy(file, root.resolve("build").resolve(file.getFileName().toString()));
            }
        }

        List<String> enter = isRoot() ? List.of("chroot") : List.of("unshare", "--map-root-user", "chroot");
        if (!isRoot() && run(Map.of(), "unshare", "--map-root-user", "true").code() != 0) {
            abort("not run: this user may not enter another root folder here; the loader's word has to do");
        }
        List<String> command = new ArrayList<>(enter);
        command.addAll(List.of(root.toString(), "/build/ffmpeg", "-v", "error", "-f", "lavfi", "-i"));
        command.addAll(List.of("testsrc2=d=0.2", "-c:v", "libx264", "-f", "null", "/out"));
        Run run = run(Map.of("LD_LIBRARY_PATH", "/build:/lib"), command.toArray(String[]::new));

        assertThat(run.output()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void processes_that_unpack_at_once_all_end_with_a_whole_copy() throws Exception {
        Path cache = folder.resolve("cache");
        List<AnotherJvm> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(AnotherJvm.running(UnpackInAnotherJvm.class, cache.toString()));
        }

        for (AnotherJvm other : others) {
            assertThat(other.lines()).containsExactly("bundled true version 8.0.1");
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_copy_of_which_a_cleaner_took_a_part_is_made_anew() throws Exception {
        FfmpegConfig config = Machine.config(List.of(folder.resolve("cache")));
        Path build = Path.of(FfmpegToolchain.find(config)
                        .report()
                        .findings()
                        .getFirst()
                        .place())
                .getParent();
        Files.delete(build.resolve("libswscale.so.9"));

        FfmpegToolchain again = FfmpegToolchain.find(config);

        assertThat(again.report().findings()).extracting(Finding::accepted).containsExactly(true);
        assertThat(build.resolve("libswscale.so.9")).exists();
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left).containsExactly(build);
        }
    }

    @Test
    void caches_of_no_use_are_passed_over_and_reported() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.createFile(folder.resolve("file"));

        FfmpegToolchain toolchain = FfmpegToolchain.find(Machine.config(List.of(file, open, folder.resolve("good"))));

        assertThat(toolchain.report().findings()).extracting(Finding::accepted).containsExactly(false, false, true);
        assertThat(toolchain.report().findings().get(1).detail()).contains("others can write to it");
        assertThat(toolchain.report().text())
                .contains("not bundled (" + open + ")")
                .contains("uses bundled");
    }

    /// The disk exists for the other process alone.
    @Test
    void a_disk_that_may_hold_no_programs_is_passed_over() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> namespace =
                isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--map-root-user", "--mount");
        List<String> mounted = new ArrayList<>(namespace);
        String mount = "mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"";
        mounted.addAll(List.of("sh", "-c", mount, disk.toString()));
        List<String> trial = new ArrayList<>(mounted);
        trial.add("true");
        if (run(Map.of(), trial.toArray(String[]::new)).code() != 0) {
            abort("not run: this user may not mount a disk here");
        }

        List<String> lines;
        try (AnotherJvm other = AnotherJvm.running(
                mounted,
                UnpackInAnotherJvm.class,
                disk.resolve("cache").toString(),
                folder.resolve("good").toString())) {
            lines = other.lines();
        }

        assertThat(lines)
                .containsExactly(
                        "bundled false programs may not be started from this folder (is its disk mounted noexec?)",
                        "bundled true version 8.0.1");
    }

    @Test
    void configured_programs_come_first() throws Exception {
        Path ffmpeg = wrapper("ffmpeg", "");
        wrapper("ffprobe", "");

        FfmpegToolchain toolchain = FfmpegToolchain.find(configured(ffmpeg));

        assertThat(toolchain.report().findings())
                .containsExactly(new Finding("MILLRACE_FFMPEG", ffmpeg.toString(), true, "version 8.0.1"));
    }

    @Test
    void configured_programs_that_cannot_do_the_work_are_reported_and_passed_over() throws Exception {
        Path poor = wrapper("ffmpeg", "if [ \"$2\" = -encoders ]; then echo ' A....D aac AAC'; exit; fi");
        wrapper("ffprobe", "");

        FfmpegToolchain toolchain = FfmpegToolchain.find(configured(poor));

        assertThat(toolchain.report().findings()).extracting(Finding::accepted).containsExactly(false, true);
        assertThat(toolchain.report().findings().getFirst().detail())
                .isEqualTo("it lacks the encoder libx264, the encoder mjpeg");
    }

    @Test
    void programs_that_are_missing_old_or_broken_are_reported_as_such() throws Exception {
        wrapper("ffprobe", "");

        assertThat(refused(folder.resolve("none"))).contains("there is no");
        assertThat(refused(wrapper("old", "echo 'libavcodec     58.134.100 / 58.134.100'; exit")))
                .isEqualTo("it is older than FFmpeg 5.1");
        assertThat(refused(wrapper("broken", "echo 'Illegal instruction' >&2; exit 132")))
                .isEqualTo("it does not start: Illegal instruction");
        assertThat(refused(wrapper("clumsy", "case \"$*\" in *lavfi*) echo 'no way' >&2; exit 1;; esac")))
                .isEqualTo("it cannot make a short clip: no way");
        assertThat(refused(Files.writeString(folder.resolve("plain"), "#!/bin/sh\n")))
                .contains("noexec");
    }

    @Test
    void without_a_bundled_build_the_search_path_serves() throws Exception {
        wrapper("ffmpeg", "");
        wrapper("ffprobe", "");
        List<Path> path = new ArrayList<>(Machine.CONFIG.searchPath());
        path.add(folder);
        ToolchainSearch search = new ToolchainSearch(onPath(path), Optional.empty(), Machine.process());

        assertThat(search.search()).isPresent();

        assertThat(search.findings())
                .extracting(Finding::origin)
                .startsWith("bundled")
                .endsWith("PATH");
        assertThat(search.findings()).last().extracting(Finding::accepted).isEqualTo(true);
    }

    @Test
    void nothing_usable_is_an_error_that_tells_everything_that_was_tried() throws Exception {
        FfmpegConfig hopeless = new FfmpegConfig(
                Optional.of(folder.resolve("none")),
                Optional.empty(),
                List.of(Files.createFile(folder.resolve("file"))),
                List.of(folder),
                SourceLimits.STANDARD,
                1,
                SandboxMode.AUTO);

        assertThatExceptionOfType(NoUsableFfmpeg.class)
                .isThrownBy(() -> FfmpegToolchain.find(hopeless))
                .withMessageContaining("not MILLRACE_FFMPEG")
                .withMessageContaining("not bundled")
                .withMessageContaining("not PATH")
                .satisfies(e -> assertThat(e.report().findings()).hasSize(3));
    }

    private String refused(Path ffmpeg) throws Exception {
        ToolchainReport report = FfmpegToolchain.find(configured(ffmpeg)).report();
        assertThat(report.findings().getFirst().accepted()).isFalse();
        return report.findings().getFirst().detail();
    }

    /// The wrappers start programs that a sandbox would not show them.
    private FfmpegConfig configured(Path ffmpeg) {
        FfmpegConfig config = Machine.CONFIG;
        return new FfmpegConfig(
                Optional.of(ffmpeg),
                Optional.of(folder.resolve("ffprobe")),
                config.caches(),
                config.searchPath(),
                config.limits(),
                config.codecThreads(),
                SandboxMode.OFF);
    }

    private static FfmpegConfig onPath(List<Path> path) {
        return new FfmpegConfig(
                Optional.empty(), Optional.empty(), List.of(), path, SourceLimits.STANDARD, 1, SandboxMode.OFF);
    }

    /// A script that does `first`, and then what the real program does.
    private Path wrapper(String name, String first) throws IOException {
        Path program = name.equals("ffprobe")
                ? Machine.programs().ffprobe()
                : Machine.programs().ffmpeg();
        String script =
                "#!/bin/sh\n" + first + "\nLD_LIBRARY_PATH=" + program.getParent() + " exec " + program + " \"$@\"\n";
        Path file = Files.writeString(folder.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static String dependencies(Path program) throws Exception {
        Map<String, String> environment = Map.of(
                "LD_TRACE_LOADED_OBJECTS",
                "1",
                "LD_LIBRARY_PATH",
                program.getParent().toString());
        Run run = run(environment, program.toString());
        assertThat(run.code()).as(run.output()).isZero();
        return run.output();
    }

    private static Path loader(Path program) throws Exception {
        Matcher loader = Pattern.compile("(?m)^\\s*(/\\S+ld-linux\\S+) ").matcher(dependencies(program));
        assertThat(loader.find()).isTrue();
        return Path.of(loader.group(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static Run run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("LD_LIBRARY_PATH");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private record Run(int code, String output) {}
}
