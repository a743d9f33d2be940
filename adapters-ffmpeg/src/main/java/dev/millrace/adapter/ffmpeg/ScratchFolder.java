package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder of our own, closed to others, that goes with all that is in it when it is closed.
///
/// @param path where it is
record ScratchFolder(Path path) implements AutoCloseable {
    /// Says whose it is, should it ever be found.
    static final String PREFIX = ".millrace-" + ProcessHandle.current().pid() + "-";

    /// One in the system's folder for temporary files.
    static ScratchFolder temporary() throws IOException {
        return new ScratchFolder(Files.createTempDirectory(PREFIX));
    }

    /// One inside `parent`, and so on the same disk.
    static ScratchFolder within(Path parent) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(parent, PREFIX));
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
