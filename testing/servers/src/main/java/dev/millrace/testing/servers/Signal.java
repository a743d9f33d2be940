package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The POSIX signals that Java has no call for, sent by the shell's own `kill`.
enum Signal {
    INT,
    STOP,
    CONT,
    KILL;

    /// Processes that have ended meanwhile are no error.
    void sendTo(Collection<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("sh", "-c", "kill -%s \"$@\"".formatted(name()), "sh"));
        processes.forEach(it -> command.add(Long.toString(it.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
