package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The PostgreSQL programs, unpacked once per machine from the archive on the class path.
///
/// The folder is named by the archive's checksum, filled beside its place and moved there whole, so a folder that
/// exists
/// is complete. A file lock lets other processes wait instead of unpacking the same archive again.
final class PostgresBinaries {

    private static final String HALF_UNPACKED = ".unpacking-";

    private final Path cache;

    private PostgresBinaries(Path cache) {
        this.cache = cache;
    }

    static PostgresBinaries in(Path cache) {
        return new PostgresBinaries(cache);
    }

    /// The user's cache folder; as root one that the user nobody can reach, which root's home seldom is.
    static PostgresBinaries inUsersCache(Account account) {
        return in(account.isRoot() ? Path.of("/var/cache/millrace") : UsersCache.folder());
    }

    /// The folder that holds `bin`, `lib` and `share`.
    synchronized Path install() throws IOException {
        URL archive = archive();
        Path installed = cache.resolve("postgres-%s-%08x".formatted(architecture(), checksum(archive)));
        if (Files.isDirectory(installed)) {
            return installed;
        }
        Files.createDirectories(cache);
        Path lock = cache.resolve("postgres.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.isDirectory(installed)) {
                removeLeftOvers();
                unpack(archive, installed);
            }
        }
        return installed;
    }

    private void unpack(URL archive, Path installed) throws IOException {
        Path half = Files.createTempDirectory(cache, HALF_UNPACKED);
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream bytes = archive.openStream()) {
            new TxzArchive(bytes).unpackInto(half);
        }
        Files.move(half, installed, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Of processes that were killed while they unpacked: whoever holds the lock is the only one at work.
    private void removeLeftOvers() throws IOException {
        List<Path> leftOvers;
        try (Stream<Path> entries = Files.list(cache)) {
            leftOvers = entries.filter(entry -> entry.getFileName().toString().startsWith(HALF_UNPACKED))
                    .toList();
        }
        for (Path leftOver : leftOvers) {
            Folders.delete(leftOver);
        }
    }

    private static URL archive() {
        String name = "/postgres-linux-%s.txz".formatted(architecture());
        URL archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new IllegalStateException("The class path holds no PostgreSQL for this machine: " + name
                    + ". Set TESTS_USE_DOCKER=true to use the official image.");
        }
        return archive;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private static long checksum(URL archive) throws IOException {
        return ((JarURLConnection) archive.openConnection()).getJarEntry().getCrc();
    }
}
