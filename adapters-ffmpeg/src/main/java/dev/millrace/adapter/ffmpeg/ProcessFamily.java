package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process and all it has started: on Linux everything in its session, elsewhere its descendants.
final class ProcessFamily {
    private static final Path PROC = Path.of("/proc");
    private static final long PATIENCE_MILLIS = 20;
    private static final int ROUNDS = 250;

    /// Rounds that a head which only waits is given to see its child's end, and so to clear it away.
    private static final int TO_CLEAR_AWAY = 15;

    private final Process head;
    private final boolean waits;

    /// @param waits whether the head does nothing but wait for the end of a child that it locked in. Without it, that
    ///     child would be left as a zombie to the system's first process, which in a container may be ourselves
    ProcessFamily(Process head, boolean waits) {
        this.head = head;
        this.waits = waits;
    }

    /// Kills all of it at once and returns when nothing is left. An interrupt does not cut this short; it is kept for
    /// the caller's next blocking call.
    void kill() {
        boolean interrupted = false;
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> members = members();
            members.forEach(ProcessHandle::destroyForcibly);
            if (!waits || round >= TO_CLEAR_AWAY) {
                head.destroyForcibly();
            }
            if (members.isEmpty() && !head.isAlive()) {
                break;
            }
            try {
                head.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The processor time of all members together, as far as the system tells.
    Duration processorTime() {
        return Stream.concat(Stream.of(head.toHandle()), head.descendants())
                .map(member -> member.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// The living members but for the head.
    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new HashSet<>();
        head.descendants().filter(ProcessHandle::isAlive).forEach(members::add);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != head.pid() && isOfSession(process)) {
                    ProcessHandle.of(pid).ifPresent(members::add);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not a Linux machine: the descendants have to do.
        }
        return members;
    }

    /// `proc(5)`: the fields after the name in parentheses are state, parent, process group, session.
    private boolean isOfSession(Path process) {
        try {
            String stat = new String(Files.readAllBytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            boolean gone = fields[0].equals("Z") || fields[0].equals("X");
            return !gone && fields[3].equals(Long.toString(head.pid()));
        } catch (IOException e) {
            return false;
        }
    }
}
