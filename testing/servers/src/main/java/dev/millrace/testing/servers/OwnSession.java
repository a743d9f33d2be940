package dev.millrace.testing.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Keeps a Ctrl-C that is meant for this JVM from the processes it started, so that it can stop them in order.
final class OwnSession {
    private static final List<String> WORDS = find();

    private OwnSession() {}

    /// What to put before a command. The process stays the one that was started: `setsid(1)` becomes the command.
    static List<String> words() {
        return WORDS;
    }

    private static List<String> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .limit(1)
                .toList();
    }
}
