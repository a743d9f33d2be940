package dev.millrace.standalone;

import dev.millrace.standalone.terminal.Screen;
import dev.millrace.standalone.terminal.StandardError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command writes, and what it knows of its surroundings.
///
/// @param out results; in UTF-8 everywhere, because they name files
/// @param err all that is not a result
/// @param screen what can be shown on `err`
/// @param environment of the process
public record Console(PrintStream out, PrintStream err, Screen screen, Map<String, String> environment) {
    static Console ofThisProcess() {
        Screen screen = Screen.of(
                System.getenv(),
                StandardError.isTerminal(),
                System.getProperty("stderr.encoding", ""),
                StandardError.columns());
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), screen, System.getenv());
    }

    /// Says what went wrong.
    void complain(String sentence) {
        err.println(screen.paint().alarming("error") + ": " + sentence);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
