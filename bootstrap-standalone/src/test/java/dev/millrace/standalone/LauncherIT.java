package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `millrace`, in a project whose Maven only counts its calls and whose program only tells how it was called.
class LauncherIT {
    private static final Path SCRIPT = Path.of("../millrace").toAbsolutePath().normalize();

    @TempDir
    Path temporary;

    private Path project;
    private Path caller;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temporary.resolve("a project"));
        caller = Files.createDirectory(temporary.resolve("the caller's folder"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.createDirectories(project.resolve("domain/src/main"));
        Files.createDirectories(project.resolve("bootstrap-standalone/src/main"));
        Files.copy(SCRIPT, project.resolve("millrace"));
        Files.copy(SCRIPT.resolveSibling(".mvn/jdk.sh"), project.resolve(".mvn/jdk.sh"));
        Files.writeString(project.resolve("pom.xml"), "");
        Files.writeString(project.resolve("domain/pom.xml"), "");
        Files.writeString(project.resolve("bootstrap-standalone/pom.xml"), "");
        Files.writeString(project.resolve("domain/src/main/Source.java"), "");
        jar(project.resolve("ready.jar"));
        maven("""
                echo "$@" >> builds
                mkdir -p bootstrap-standalone/target/millrace
                cp ready.jar bootstrap-standalone/target/millrace/millrace.jar
                """);
    }

    @Test
    void the_first_call_builds_and_says_so() throws Exception {
        Called called = call("a", "b c");

        assertThat(called.err()).isEqualTo("Building Millrace (once, about 3 minutes)…\n");
        assertThat(called.out()).isEqualTo(caller + "\n[a]\n[b c]\n");
        assertThat(called.code()).isEqualTo(42);
        assertThat(builds()).singleElement().asString().contains("bootstrap-standalone", "package");
    }

    @Test
    void later_calls_do_not_build() throws Exception {
        call();

        Called called = call();

        assertThat(called.err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void a_changed_source_is_built_anew_once() throws Exception {
        call();
        makeNewer(project.resolve("domain/src/main/Source.java"));

        Called changed = call();
        Called unchanged = call();

        assertThat(changed.err()).startsWith("Building Millrace anew");
        assertThat(unchanged.err()).isEmpty();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void a_removed_source_is_built_anew() throws Exception {
        call();
        Files.delete(project.resolve("domain/src/main/Source.java"));
        makeNewer(project.resolve("domain/src/main"));

        call();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void a_program_that_the_whole_build_left_is_not_built_again() throws Exception {
        Path program = project.resolve("bootstrap-standalone/target/millrace/millrace.jar");
        Files.createDirectories(program.getParent());
        Files.copy(project.resolve("ready.jar"), program);

        Called called = call();

        assertThat(called.err()).isEmpty();
        assertThat(project.resolve("builds")).doesNotExist();
    }

    @Test
    void a_build_that_fails_tells_why_and_is_tried_again() throws Exception {
        maven("echo '[INFO] fine'; echo '[ERROR] no such thing'; exit 1\n");

        Called failed = call();
        Called again = call();

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains(
                        "Millrace could not be built. The last lines of " + project + "/target/millrace-build.log:",
                        "[ERROR] no such thing")
                .doesNotContain("[INFO]");
        assertThat(again.err()).startsWith("Building Millrace (once");
    }

    @Test
    void it_can_be_called_by_a_link_from_anywhere() throws Exception {
        Path links = Files.createDirectory(temporary.resolve("some links"));
        Files.createSymbolicLink(links.resolve("direct"), project.resolve("millrace"));
        Files.createSymbolicLink(links.resolve("indirect"), Path.of("direct"));

        Called called = callAs(links.resolve("indirect"), "x");

        assertThat(called.out()).isEqualTo(caller + "\n[x]\n");
    }

    @Test
    void arguments_arrive_as_they_were_given() throws Exception {
        List<String> arguments = List.of("", " ", "-x", "--", "$HOME", "*", "a\nb", "'\"\\", "фильм 映画");

        Called called = call(arguments.toArray(String[]::new));

        StringBuilder expected = new StringBuilder(caller + "\n");
        arguments.forEach(argument -> expected.append('[').append(argument).append("]\n"));
        assertThat(called.out()).isEqualTo(expected.toString());
    }

    @Test
    void file_names_beyond_ascii_work_in_a_locale_without_them() throws Exception {
        Process process = start("C", project.resolve("millrace"), "фильм");

        assertThat(end(process).out()).endsWith("[фильм]\n");
    }

    @Test
    void two_first_calls_at_once_build_once() throws Exception {
        maven("""
                mkfifo second
                echo "$@" >> builds
                read -r _ < second
                mkdir -p bootstrap-standalone/target/millrace
                cp ready.jar bootstrap-standalone/target/millrace/millrace.jar
                """);
        Process first = start("C.UTF-8", project.resolve("millrace"));
        waitFor(project.resolve("builds"));

        Process second = start("C.UTF-8", project.resolve("millrace"));
        Files.writeString(project.resolve("second"), "is here\n");

        assertThat(end(first).code()).isEqualTo(42);
        assertThat(end(second).code()).isEqualTo(42);
        assertThat(builds()).hasSize(1);
    }

    @Test
    void the_script_becomes_the_program_so_that_signals_reach_it() throws Exception {
        call();

        Process process = start("C.UTF-8", project.resolve("millrace"), "wait");
        waitFor(caller.resolve("waiting"));

        assertThat(Files.readString(caller.resolve("waiting"))).isEqualTo(Long.toString(process.pid()));
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void a_program_that_runs_is_not_replaced_under_its_feet() throws Exception {
        call();
        Process running = start("C.UTF-8", project.resolve("millrace"), "wait");
        waitFor(caller.resolve("waiting"));
        makeNewer(project.resolve("domain/src/main/Source.java"));

        Called meanwhile = call();
        running.destroy();
        running.waitFor();
        Called later = call();

        assertThat(meanwhile.err()).contains("it is running");
        assertThat(meanwhile.code()).isEqualTo(42);
        assertThat(later.err()).startsWith("Building Millrace anew");
    }

    @Test
    void the_cluster_is_a_program_of_its_own() throws Exception {
        for (String module : List.of("servers", "cluster")) {
            Files.createDirectories(project.resolve("testing/" + module + "/src/main"));
            Files.writeString(project.resolve("testing/" + module + "/pom.xml"), "");
        }
        maven("""
                echo "$@" >> builds
                mkdir -p testing/cluster/target/millrace-cluster
                cp ready.jar testing/cluster/target/millrace-cluster/millrace-cluster.jar
                """);

        Called called = call("cluster", "--workers", "2");
        makeNewer(project.resolve("testing/servers/src/main"));
        call("cluster");

        assertThat(called.out()).isEqualTo(caller + "\n[--workers]\n[2]\n");
        assertThat(builds()).hasSize(2).allMatch(build -> build.contains("--projects testing/cluster "));
    }

    /// What the program prints and how it ends, whoever calls it.
    record Called(int code, String out, String err) {}

    private Called call(String... arguments) throws Exception {
        return callAs(project.resolve("millrace"), arguments);
    }

    private Called callAs(Path script, String... arguments) throws Exception {
        return end(start("C.UTF-8", script, arguments));
    }

    private Process start(String locale, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(caller.toFile());
        builder.environment().put("LC_ALL", locale);
        return builder.start();
    }

    private static Called end(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(process.waitFor(), out, err);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private void maven(String body) throws IOException {
        Path script = Files.writeString(project.resolve("mvnw"), "#!/usr/bin/env bash\nset -e\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Than any program built in this test, and than the clock.
    private static void makeNewer(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofMinutes(10))));
    }

    private static void waitFor(Path file) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!Files.exists(file) || Files.size(file) == 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(file + " did not appear");
            }
            Thread.onSpinWait();
        }
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String name = Echo.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(name));
            Echo.class.getClassLoader().getResourceAsStream(name).transferTo(jar);
        }
    }
}
