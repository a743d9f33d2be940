package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a program that was taken over would do, from inside each sandbox that this machine allows.
class SandboxIT {
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofMinutes(2), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private final String shell = MediaProcessIT.program("sh").toString();

    @ParameterizedTest
    @EnumSource(
            value = MediaProcessIT.Way.class,
            names = {"BUBBLEWRAP", "NAMESPACES"})
    void it_sees_its_folder_and_its_source_and_no_other_file_of_anybody(MediaProcessIT.Way way) throws Exception {
        Path source = Files.writeString(folder.resolve("source file.mp4"), "film");
        Path secret = Files.writeString(folder.resolve("password"), "secret");
        String script = """
                cat "$1"
                { echo changed >"$1"; } 2>/dev/null && echo source written
                for file in "$2" /etc/passwd /etc/hostname /proc/1/environ /proc/self/status /sys/kernel /home /var /tmp/x; do
                  [ -e "$file" ] && echo "sees $file"
                done
                { echo x >/usr/millrace; } 2>/dev/null && echo writes outside
                echo done >made
                """;

        String printed = printed(way, script, List.of(source), source.toString(), secret.toString());

        assertThat(printed).isEqualTo("film");
        assertThat(source).hasContent("film");
        assertThat(folder.resolve("own/made")).hasContent("done");
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaProcessIT.Way.class,
            names = {"BUBBLEWRAP", "NAMESPACES"})
    void nobody_answers_on_the_network(MediaProcessIT.Way way) throws Exception {
        try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            canary.setSoTimeout(1);
            Path ffprobe = Machine.programs().ffprobe();
            String url = "tcp://127.0.0.1:" + canary.getLocalPort();

            MediaCall outside = call(ffprobe.toString(), List.of("-v", "error", url), List.of(ffprobe.getParent()));
            Machine.process().run(outside, brief(), new Capture(10), MediaProcess.Ticker.NONE);
            boolean heardFromOutside = heard(canary);
            Ending inside = way.in(folder).run(outside, brief(), new Capture(10), MediaProcess.Ticker.NONE);

            assertThat(heardFromOutside).isTrue();
            assertThat(inside.errors()).containsAnyOf("Connection refused", "Network is unreachable");
            assertThat(heard(canary)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaProcessIT.Way.class,
            names = {"BUBBLEWRAP", "NAMESPACES"})
    void it_has_no_rights_to_win_back(MediaProcessIT.Way way) throws Exception {
        String script = """
                mount -t tmpfs none /usr 2>/dev/null && echo mounts
                unshare --user --map-root-user chroot / true 2>/dev/null && echo has a namespace of its own
                kill -0 -1 2>/dev/null && echo sees other processes
                ulimit -c
                """;

        assertThat(printed(way, script, List.of()))
                .doesNotContain("mounts", "sees other")
                .endsWith("0\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaProcessIT.Way.class,
            names = {"BUBBLEWRAP", "NAMESPACES", "OTHER_USER"})
    void names_with_anything_in_them_are_only_names(MediaProcessIT.Way way) throws Exception {
        Path odd = Files.createDirectory(folder.resolve("-- $(touch pwned) 'a\"b\n*\\ é"));
        Path source = Files.writeString(odd.resolve("--bind %d.mp4"), "film");

        assertThat(printed(way, "cat \"$1\"; ls", List.of(source), source.toString()))
                .isEqualTo("film");
    }

    @ParameterizedTest
    @EnumSource(value = MediaProcessIT.Way.class)
    void memory_and_files_have_their_bounds(MediaProcessIT.Way way) throws Exception {
        MediaProcess process = way.in(folder);
        Bounds tight = new Bounds(64 << 20, 1 << 20, 32, 5);
        String fill = "yes | head -c 2000000 >big; wc -c <big; x=$(yes | head -c 200000000); echo ${#x}";
        MediaCall call = new MediaCall(
                Path.of(shell), List.of("-c", fill), Map.of("PATH", System.getenv("PATH")), Room.of(own()), tight);
        Capture output = new Capture(1000);

        process.run(call, LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(output.text()).isEqualTo((1 << 20) + "\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaProcessIT.Way.class,
            names = {"BUBBLEWRAP", "NAMESPACES"})
    void a_source_that_only_its_owner_may_read_can_be_read_by_the_super_user(MediaProcessIT.Way way) throws Exception {
        Path source = Files.writeString(folder.resolve("private.mp4"), "film");
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-------"));
        if (SystemFiles.weAreRoot()) {
            Files.setAttribute(source, "unix:uid", 4711);
        }

        assertThat(printed(way, "cat \"$1\"", List.of(source), source.toString()))
                .isEqualTo("film");
    }

    @Test
    void the_other_user_owns_nothing_but_its_folder() throws Exception {
        String script = "id -u; { echo x >/usr/millrace; } 2>/dev/null && echo writes outside; echo x >made; pwd";

        String printed = printed(MediaProcessIT.Way.OTHER_USER, script, List.of());

        assertThat(printed).isEqualTo("65534\n" + own().toRealPath() + "\n");
        assertThat(own().resolve("made")).exists();
    }

    @Test
    void what_is_required_and_not_there_is_refused() throws Exception {
        FfmpegConfig config = Machine.CONFIG;
        FfmpegConfig strict = new FfmpegConfig(
                Optional.empty(),
                Optional.empty(),
                config.caches(),
                List.of(folder),
                config.limits(),
                1,
                SandboxMode.REQUIRE);

        assertThatExceptionOfType(NoUsableFfmpeg.class)
                .isThrownBy(() -> FfmpegToolchain.find(strict))
                .withMessageContaining("MILLRACE_SANDBOX=require")
                .withMessageContaining("install bubblewrap");
    }

    @Test
    void why_nothing_stronger_is_used_is_told() {
        assertThat(ProcessGuard.discover(List.of(folder), SandboxMode.AUTO).describe())
                .contains("without a sandbox", "bubblewrap is not installed", "unshare is not installed");
        assertThat(ProcessGuard.discover(Machine.CONFIG.searchPath(), SandboxMode.OFF)
                        .describe())
                .contains("without a sandbox", "MILLRACE_SANDBOX is off");
    }

    private String printed(MediaProcessIT.Way way, String script, List<Path> readable, String... arguments)
            throws Exception {
        Capture output = new Capture(10_000);
        List<String> all = new ArrayList<>(List.of("-c", script, "trial"));
        all.addAll(List.of(arguments));
        Ending ending = way.in(folder).run(call(shell, all, readable), LIMITS, output, MediaProcess.Ticker.NONE);
        assertThat(ending).isInstanceOf(Ending.Exited.class);
        assertThat(ending.errors()).isEmpty();
        return output.text();
    }

    private MediaCall call(String program, List<String> arguments, List<Path> readable) throws IOException {
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "LD_LIBRARY_PATH",
                Machine.programs().ffprobe().getParent().toString());
        return new MediaCall(Path.of(program), arguments, environment, new Room(own(), readable), Bounds.PROBING);
    }

    private Path own() throws IOException {
        return Files.createDirectories(folder.resolve("own"));
    }

    private static ProcessLimits brief() {
        return new ProcessLimits(Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    private static boolean heard(ServerSocket canary) throws IOException {
        try {
            canary.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
