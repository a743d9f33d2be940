package dev.millrace.application.worker;

import dev.millrace.domain.work.Lease;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder for one attempt, gone with all its content when the attempt is over.
record ScratchFolder(Path path) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScratchFolder.class.getName());

    static ScratchFolder in(Path parent, Lease lease) throws IOException {
        Files.createDirectories(parent);
        String name = lease.task().name() + "-e" + lease.epoch().value() + "-";
        return new ScratchFolder(Files.createTempDirectory(parent, name));
    }

    /// A folder that can't be removed is a matter for the operator, not for the task.
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Remover());
        } catch (IOException stuck) {
            LOG.log(System.Logger.Level.WARNING, () -> "A scratch folder could not be removed: " + path, stuck);
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
