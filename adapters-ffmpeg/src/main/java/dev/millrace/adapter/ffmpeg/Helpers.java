package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Finds the system's small programs, and tries them.
///
/// @param searchPath the folders to look in
record Helpers(List<Path> searchPath) {
    private static final int TRIAL_SECONDS = 10;
    private static final int ERROR_BYTES = 4096;

    Optional<String> program(String name) {
        return searchPath.stream()
                .map(folder -> folder.resolve(name).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    /// Runs a command that should end at once with code 0.
    ///
    /// @return what went wrong; empty when nothing did
    static Optional<String> trouble(List<String> command, Path folder) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C");
            Process trial = ProcessStarter.start(builder);
            try {
                String errors = new String(trial.getErrorStream().readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
                if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.of("it does not end");
                }
                return trial.exitValue() == 0 ? Optional.empty() : Optional.of(reason(errors, trial.exitValue()));
            } finally {
                trial.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the trial was interrupted");
        }
    }

    private static String reason(String errors, int code) {
        return errors.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it ends with code " + code);
    }
}
