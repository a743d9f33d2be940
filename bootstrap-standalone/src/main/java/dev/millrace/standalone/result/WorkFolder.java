package dev.millrace.standalone.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A hidden folder beside the output folder, and so on its disk, for everything that is not finished.
///
/// It is locked while it is in use. A killed process leaves it behind unlocked; whoever opens a work folder removes all
/// such left-overs beside it.
final class WorkFolder implements AutoCloseable {
    static final String PREFIX = ".millrace-partial.";
    private static final String LOCK = "lock";

    /// Room for many sizes, so that two locks hardly ever have the same.
    private static final int MOST_LOCK_BYTES = 1 << 16;

    /// Another process may take a fresh work folder for a left-over just before it is locked.
    private static final int TRIES = 5;

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Opens the one that belongs to an output folder; empty when another process has it.
    static Optional<WorkFolder> beside(Path output) throws IOException {
        Path path = output.resolveSibling(PREFIX + output.getFileName());
        removeLeftOvers(output.resolveSibling("."));
        for (int tries = 0; tries < TRIES; tries++) {
            Files.createDirectories(path);
            Optional<FileChannel> lock = lock(path);
            if (lock.isPresent()) {
                return Optional.of(new WorkFolder(path, lock.get()));
            }
        }
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        FileTree.remove(path);
        lock.close();
    }

    /// What can't be removed, because another user left it, stays.
    private static void removeLeftOvers(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(folder);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path folder) {
        try {
            Optional<FileChannel> lock = lock(folder);
            if (lock.isPresent()) {
                new WorkFolder(folder, lock.get()).close();
            }
        } catch (IOException e) {
            // Not ours to tidy.
        }
    }

    /// Locks a folder; empty when another process holds it. A lock file that was removed between opening and locking
    /// does not count: then the one that lies there has another size than ours.
    ///
    /// The file is never opened twice: closing it anywhere in a process ends all locks that the process has on it.
    private static Optional<FileChannel> lock(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.tryLock() != null) {
                int size = ThreadLocalRandom.current().nextInt(1, MOST_LOCK_BYTES);
                channel.truncate(0);
                channel.write(ByteBuffer.allocate(size), 0);
                if (Files.size(file) == size) {
                    return Optional.of(channel);
                }
            }
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            // Removed meanwhile, or held by this process.
        }
        channel.close();
        return Optional.empty();
    }
}
