package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The account a server runs under. PostgreSQL refuses root, so as root everything is handed to the user nobody.
record Account(boolean isRoot) {

    private static final int NOBODY = 65534;

    static Account current() {
        try {
            return new Account(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The command line that runs a program under this account.
    List<String> running(List<String> command) {
        return Stream.concat(prefix().stream(), command.stream()).toList();
    }

    /// Makes a file or folder this account's own.
    void own(Path path) throws IOException {
        if (isRoot) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    private List<String> prefix() {
        if (!isRoot) {
            return List.of();
        }
        if (onPath("setpriv")) {
            return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs");
        }
        if (onPath("runuser")) {
            return List.of("runuser", "-u", "nobody", "--");
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and neither setpriv nor runuser is installed: run as a normal user.");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
