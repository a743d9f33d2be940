package dev.millrace.application.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder of one process for its sources, inside the scratch folder that all workers of a machine may share. It goes
/// with the process; what one that was killed left behind goes when the next one makes its own.
///
/// A lock, which the system drops with the process, tells the living from the dead.
final class CacheFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CacheFolder.class.getName());
    private static final String PREFIX = "sources-";
    private static final String LOCK = "lock";

    /// To open a lock of one's own a second time and to close it would drop it.
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private CacheFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// A new one.
    ///
    /// @param shared is made when it is missing
    static CacheFolder in(Path shared) throws IOException {
        Files.createDirectories(shared);
        removeLeftOvers(shared);
        Path path = Files.createTempDirectory(shared, PREFIX).toRealPath();
        OF_THIS_PROCESS.add(path);
        // It gets its name when it is locked, so that nobody finds it open.
        Path unnamed = path.resolve("unnamed");
        FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new IOException("a file that was just made is locked already: " + unnamed);
        }
        Files.move(unnamed, path.resolve(LOCK));
        return new CacheFolder(path, lock);
    }

    /// Where it is, absolute.
    Path path() {
        return path;
    }

    private static void removeLeftOvers(Path shared) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(shared, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!OF_THIS_PROCESS.contains(folder.toRealPath())) {
                    removeIfLeft(folder);
                }
            }
        }
    }

    private static void removeIfLeft(Path folder) {
        try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                remove(folder);
            }
        } catch (IOException busy) {
            LOG.log(System.Logger.Level.DEBUG, () -> "Another process makes or removes " + folder, busy);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /// Removes it. A folder that can't be removed is a matter for the operator.
    @Override
    public void close() {
        try (lock) {
            remove(path);
        } catch (IOException stuck) {
            LOG.log(System.Logger.Level.WARNING, () -> "Sources could not be removed: " + path, stuck);
        }
        OF_THIS_PROCESS.remove(path);
    }
}
