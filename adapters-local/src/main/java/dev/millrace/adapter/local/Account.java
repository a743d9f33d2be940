package dev.millrace.adapter.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// The account PostgreSQL runs under: the one of this process, or another one when this process is root, which PostgreSQL
/// refuses.
///
/// @param other user id to change to; empty: none
record Account(OptionalInt other) {
    private static final int ROOT = 0;

    /// The user `nobody` of every Linux.
    private static final int NOBODY = 65534;

    /// The account for files that are still to be made.
    static Account ofThisProcess() throws IOException {
        return new Account(userId() == ROOT ? OptionalInt.of(NOBODY) : OptionalInt.empty());
    }

    /// The account for files that are there: theirs, so that a folder of a normal user can be opened as root too.
    static Account ofOwner(Path files) throws IOException {
        int owner = owner(files);
        return userId() == ROOT && owner != ROOT ? new Account(OptionalInt.of(owner)) : ofThisProcess();
    }

    /// The number of the user this process runs as.
    static int userId() throws IOException {
        return owner(Path.of("/proc/self"));
    }

    static int owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    boolean changes() {
        return other.isPresent();
    }

    /// Makes a file or folder this account's own.
    void own(Path path) throws IOException {
        if (other.isPresent()) {
            Files.setAttribute(path, "unix:uid", other.getAsInt());
            Files.setAttribute(path, "unix:gid", other.getAsInt());
        }
    }

    /// A folder above `place` that this account may not pass through.
    Optional<Path> closedAbove(Path place) throws IOException {
        if (other.isEmpty()) {
            return Optional.empty();
        }
        for (Path folder = place.getParent(); folder != null; folder = folder.getParent()) {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder);
            boolean own = owner(folder) == other.getAsInt();
            if (!open.contains(own ? PosixFilePermission.OWNER_EXECUTE : PosixFilePermission.OTHERS_EXECUTE)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /// The words in front of a command that make it run under this account and in a session of its own, so that a Ctrl-C
    /// meant for us does not reach it.
    ///
    /// @param orphaned the signal that the kernel sends it when the thread that started it is gone, such as `INT`;
    ///     where `setpriv` is missing, nobody does
    /// @throws IOException when there is no program here to change the account with
    List<String> words(Optional<String> orphaned) throws IOException {
        List<String> words = new ArrayList<>();
        if (onPath("setsid")) {
            words.add("setsid");
        }
        if (onPath("setpriv")) {
            words.addAll(List.of("setpriv", "--no-new-privs"));
            orphaned.ifPresent(signal -> words.addAll(List.of("--pdeathsig", signal)));
            other.ifPresent(id -> words.addAll(List.of("--reuid=" + id, "--regid=" + id, "--clear-groups")));
        } else if (other.isPresent()) {
            if (!onPath("runuser")) {
                throw new IOException("PostgreSQL does not run as root, and neither setpriv nor runuser is installed to"
                        + " change the user with; run Millrace as a normal user, or install util-linux");
            }
            words.addAll(List.of("runuser", "-u", userName(other.getAsInt()), "--"));
        }
        return words;
    }

    private static String userName(int id) throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(entry -> entry.length > 2 && entry[2].equals(Integer.toString(id)))
                .map(entry -> entry[0])
                .findFirst()
                .orElseThrow(() -> new IOException("no user has the number " + id));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
