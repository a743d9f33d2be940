package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a JVM leaves behind when it ends: nothing.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OrphansIT {

    private static final int NOBODY = 65534;

    @ParameterizedTest
    @ValueSource(strings = {"run", "pause"})
    void a_jvm_killed_with_kill_9_takes_its_server_along(String mode) throws Exception {
        try (var jvm = AnotherJvm.running(ServerInAnotherJvm.class, mode)) {
            Path data = Path.of(jvm.output().readLine());
            List<ProcessHandle> started = jvm.process().descendants().toList();
            assertThat(started).hasSizeGreaterThan(1);

            jvm.kill();

            awaitEndOf(started);
            assertThat(data.getParent()).doesNotExist();
        }
    }

    @Test
    void a_jvm_that_ends_in_order_takes_its_server_along() throws Exception {
        try (var jvm = AnotherJvm.running(ServerInAnotherJvm.class)) {
            Path data = Path.of(jvm.output().readLine());
            List<ProcessHandle> started = jvm.process().descendants().toList();

            jvm.process().destroy();

            awaitEndOf(started);
            assertThat(data.getParent()).doesNotExist();
        }
    }

    @Test
    void it_runs_as_a_normal_user_too(@TempDir Path folder) throws Exception {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assumeTrue(root, "Every other test of this class runs as a normal user already.");
        String classPath = copyForEveryone(folder);
        Files.setAttribute(folder, "unix:uid", NOBODY);
        var asNobody = List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "env",
                "XDG_CACHE_HOME=" + folder);

        try (var jvm = AnotherJvm.running(ServerInAnotherJvm.class, asNobody, classPath)) {
            Path data = Path.of(jvm.output().readLine());
            List<ProcessHandle> started = jvm.process().descendants().toList();
            assertThat(data).exists();

            jvm.kill();

            awaitEndOf(started);
            assertThat(data.getParent()).doesNotExist();
        }
    }

    private static void awaitEndOf(List<ProcessHandle> processes) {
        processes.forEach(it -> assertThat(it.onExit()).succeedsWithin(30, TimeUnit.SECONDS));
    }

    /// The class path of this test may lie in a home that other users can't enter.
    private static String copyForEveryone(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path target = folder.resolve(entries.size() + "-" + Path.of(entry).getFileName());
            int exit = new ProcessBuilder("cp", "-r", entry, target.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            assertThat(exit).isZero();
            entries.add(target.toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
