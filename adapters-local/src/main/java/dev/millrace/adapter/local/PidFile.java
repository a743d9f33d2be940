package dev.millrace.adapter.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `postmaster.pid`, in which a running PostgreSQL says who and how it is: line 1 is the process id, line 8 the state
/// (`miscadmin.h` of its sources).
///
/// PostgreSQL only asks whether *some* process has that number. A zombie that nobody reaps, or a number that the system
/// gave to somebody else after a crash, would keep it from ever starting again, so we look closer.
///
/// @param data the folder of the database
record PidFile(Path data) {
    private static final int STATE = 7;

    /// Whether the server says that it takes connections.
    boolean saysReady() throws IOException {
        List<String> lines = lines();
        return lines.size() > STATE && lines.get(STATE).strip().equals("ready");
    }

    /// The id of the server that runs on this folder; empty when none does, whatever the file says.
    Optional<Long> running() throws IOException {
        Optional<Long> pid = lines().stream().findFirst().map(String::strip).flatMap(PidFile::number);
        return pid.isPresent() && isServer(pid.get()) ? pid : Optional.empty();
    }

    void remove() throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /// Whether the process is a server that runs on this folder.
    boolean isServer(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            boolean zombie = stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
            List<String> command = List.of(Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8)
                    .split("\0", -1));
            return !zombie && command.getFirst().endsWith("postgres") && command.contains(data.toString());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(process)) {
                throw e;
            }
            return false; // it ended while we read
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty(); // cut short by a crash
        }
    }
}
