package dev.millrace.standalone;

import dev.millrace.standalone.terminal.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that somebody wants to have read.
///
/// @param path as it was named
record SourceFile(Path path) {
    /// Refuses what is not there or can't be read.
    static SourceFile at(Path path) throws CommandFailed {
        String shown = Units.printable(path.toString());
        if (!Files.exists(path)) {
            throw CommandFailed.usage("There is no file " + shown + ".   [input_not_found]");
        }
        if (!Files.isRegularFile(path)) {
            throw CommandFailed.usage(
                    shown + " is " + (Files.isDirectory(path) ? "a folder" : "no plain file") + "; name a file.");
        }
        if (!Files.isReadable(path)) {
            throw CommandFailed.usage(shown + " can't be read: permission denied.");
        }
        return new SourceFile(path);
    }

    /// The name without folders.
    String name() {
        return String.valueOf(path.getFileName());
    }

    /// Where the bytes lie.
    Path real() throws CommandFailed {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw CommandFailed.usage(Units.printable(path.toString()) + " can't be found any more.");
        }
    }

    /// Where its result goes unless somebody says otherwise: `film-millrace` in the current folder.
    Path usualOutput() {
        int dot = name().lastIndexOf('.');
        return Path.of((dot > 0 ? name().substring(0, dot) : name()) + "-millrace");
    }
}
