package dev.millrace.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The packaged program as a process of its own, in a folder of its own.
final class Program {
    private static final Path JAR = Path.of("target/millrace/millrace.jar").toAbsolutePath();
    private static final long LONGEST_MINUTES = 15;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> before = new ArrayList<>();

    private Program(Path folder) {
        this.folder = folder;
    }

    /// @param folder the current folder of the process
    static Program in(Path folder) {
        return new Program(folder);
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Puts words before the command, such as a program that starts it.
    Program startedBy(String... words) {
        before.addAll(List.of(words));
        return this;
    }

    /// What became of a process.
    record Ended(int code, String out, String err) {
        List<String> outLines() {
            return out.lines().toList();
        }
    }

    Ended run(String... arguments) throws Exception {
        try (Running running = start(arguments)) {
            return running.end();
        }
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                System.getProperty("test.programs", "-XX:+TieredCompilation"),
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("millrace-out", "");
        Path err = Files.createTempFile("millrace-err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("NO_COLOR");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /// A process on its way.
    record Running(Process process, Path out, Path err) implements AutoCloseable {
        private static final Pattern ENCODING = Pattern.compile("(?m)^encoding ");

        Ended end() throws Exception {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("still running; it said: " + Files.readString(err));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }

        /// Waits until it says that it is encoding and a media process of its own is alive.
        List<ProcessHandle> encoders() throws Exception {
            while (process.isAlive()) {
                List<ProcessHandle> encoders = process.descendants()
                        .filter(child -> child.info().command().orElse("").endsWith("ffmpeg"))
                        .toList();
                if (!encoders.isEmpty()
                        && ENCODING.matcher(Files.readString(err)).find()) {
                    return encoders;
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            throw new AssertionError("it ended before it encoded anything: " + Files.readString(err));
        }

        void signal(String name) throws Exception {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("the signal did not reach it");
            }
        }

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
