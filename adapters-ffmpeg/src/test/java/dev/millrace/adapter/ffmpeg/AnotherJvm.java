package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A second JVM that runs one of the test programs.
record AnotherJvm(Process process) implements AutoCloseable {
    static AnotherJvm running(Class<?> program, String... arguments) throws IOException {
        return running(List.of(), program, arguments);
    }

    /// @param before what to put in front of the command
    static AnotherJvm running(List<String> before, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new AnotherJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// Everything it prints until it ends.
    List<String> lines() {
        return process.inputReader().lines().toList();
    }

    /// Ends it as `kill -9` does, and returns when it is gone.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
