package dev.millrace.standalone.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/// What is behind file descriptor 2. Java itself tells of standard input and output only.
public final class StandardError {
    private static final int DESCRIPTOR = 2;
    private static final int USUAL_COLUMNS = 80;
    private static final Path LINK = Path.of("/proc/self/fd/" + DESCRIPTOR);

    private StandardError() {}

    /// Whether it is a terminal.
    public static boolean isTerminal() {
        try {
            // Much cheaper than the system call, which Java has to look up first.
            return Files.readSymbolicLink(LINK).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return SystemCalls.LIBRARY.isTerminal(DESCRIPTOR);
        }
    }

    /// How wide the terminal is, asked each time anew because people resize windows. The first time takes a fifth of
    /// a second.
    public static IntSupplier columns() {
        return () -> {
            int columns = SystemCalls.LIBRARY.columns(DESCRIPTOR);
            return columns > 0 ? columns : USUAL_COLUMNS;
        };
    }
}
