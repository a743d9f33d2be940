package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A tiny shell process that outlives this JVM by a moment, to stop the server and remove its files.
///
/// It reads a pipe whose other end the JVM holds. However the JVM ends, by `kill -9` too, the pipe closes, and that is
/// the
/// only signal it waits for. Each line it reads names the processes that must not be left behind, the server's first
/// process in front; the last line counts.
public final class Lifeline {

    /// `CONT` comes first because a stopped process hears nothing else.
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            servers=
            while read -r line; do servers=$line; done
            for pid in $servers; do kill -CONT "$pid"; done
            for pid in $servers; do kill "-$2" "$pid"; break; done
            tries=0
            for pid in $servers; do
              while kill -0 "$pid" && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
              kill -KILL "$pid"
            done
            rm -rf "$1"
            """;

    private final Process process;
    private final Writer pipe;

    private Lifeline(Process process) {
        this.process = process;
        this.pipe = process.outputWriter();
    }

    /// Watches over a server that keeps all its files in one folder. It ends by `QUIT`, which is PostgreSQL's immediate
    /// shutdown: it ends its own children and returns its shared memory.
    static Lifeline holding(Path folder) {
        return holding(folder, "QUIT");
    }

    /// Watches over a process that keeps all its files in one folder.
    ///
    /// @param end the signal that ends it, such as `KILL`
    public static Lifeline holding(Path folder, String end) {
        try {
            return new Lifeline(new ProcessBuilder("sh", "-c", SCRIPT, "millrace-test-server", folder.toString(), end)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on these processes end with the JVM, and no others.
    public void guard(Collection<ProcessHandle> processes) {
        String line = processes.stream().map(it -> Long.toString(it.pid())).collect(Collectors.joining(" ")) + "\n";
        try {
            pipe.write(line);
            pipe.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes the folder now; whatever is guarded ends first.
    public void release() {
        try {
            pipe.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void guardNothing() {
        guard(List.of());
    }
}
