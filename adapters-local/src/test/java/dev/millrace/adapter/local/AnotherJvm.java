package dev.millrace.adapter.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A second JVM that runs one of the test programs.
record AnotherJvm(Process process, BufferedReader output) implements AutoCloseable {

    /// @param runAs what to put before the command, such as `setpriv` with its options; may be empty
    static AnotherJvm running(Class<?> program, List<String> runAs, String classPath, String... arguments)
            throws IOException {
        var command = new ArrayList<>(runAs);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new AnotherJvm(process, process.inputReader());
    }

    static AnotherJvm running(Class<?> program, String... arguments) throws IOException {
        return running(program, List.of(), System.getProperty("java.class.path"), arguments);
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
