package dev.millrace.standalone.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder in the system's place for temporary files, gone with all that is in it when this is closed.
///
/// @param path where it is
public record TemporaryFolder(Path path) implements AutoCloseable {
    /// Makes one.
    public static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("millrace-"));
    }

    @Override
    public void close() throws IOException {
        FileTree.remove(path);
    }
}
