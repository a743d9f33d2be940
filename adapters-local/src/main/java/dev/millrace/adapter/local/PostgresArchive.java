package dev.millrace.adapter.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The archive of PostgreSQL's programs on the class path, and its unpacked copy in a cache.
///
/// The copy's folder is named by the archive's checksum, filled beside its place and moved there whole, so a folder that
/// exists is complete. A file lock lets other processes wait instead of unpacking the same archive again.
final class PostgresArchive {
    private static final String HALF_UNPACKED = ".unpacking-";

    private final URL archive;

    private PostgresArchive(URL archive) {
        this.archive = archive;
    }

    /// The one for this machine.
    ///
    /// @throws IOException when none came along
    static PostgresArchive forThisMachine() throws IOException {
        String name = "/postgres-linux-%s.txz".formatted(architecture());
        URL archive = PostgresArchive.class.getResource(name);
        if (archive == null) {
            throw new IOException("no PostgreSQL for this kind of machine (" + architecture() + ") came along");
        }
        return new PostgresArchive(archive);
    }

    /// Unpacks it unless that was done before.
    ///
    /// @param cache made when missing; refused when somebody else could put programs there
    /// @return the folder that holds `bin`, `lib` and `share`
    synchronized Path unpackInto(Path cache) throws IOException {
        Files.createDirectories(cache);
        requireOurs(cache);
        Path unpacked = cache.resolve("postgres-%s-%08x".formatted(architecture(), checksum()));
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        Path lock = cache.resolve("postgres.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.isDirectory(unpacked)) {
                removeLeftOvers(cache);
                unpack(cache, unpacked);
            }
        }
        return unpacked;
    }

    private void unpack(Path cache, Path target) throws IOException {
        Path half = Files.createTempDirectory(cache, HALF_UNPACKED);
        try {
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (InputStream bytes = archive.openStream()) {
                new TxzArchive(bytes).unpackInto(half);
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileTree.delete(half);
            throw e;
        }
    }

    /// Of processes that were killed while they unpacked: whoever holds the lock is the only one at work.
    private static void removeLeftOvers(Path cache) throws IOException {
        List<Path> leftOvers;
        try (Stream<Path> entries = Files.list(cache)) {
            leftOvers = entries.filter(entry -> entry.getFileName().toString().startsWith(HALF_UNPACKED))
                    .toList();
        }
        for (Path leftOver : leftOvers) {
            FileTree.delete(leftOver);
        }
    }

    private static void requireOurs(Path cache) throws IOException {
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(cache, LinkOption.NOFOLLOW_LINKS);
        if (open.contains(PosixFilePermission.GROUP_WRITE) || open.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others can write to " + cache);
        }
        if (Account.owner(cache) != Account.userId()) {
            throw new IOException(cache + " belongs to somebody else");
        }
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private long checksum() throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection) {
            return connection.getJarEntry().getCrc();
        }
        throw new IOException("PostgreSQL's archive does not lie in a jar but at " + archive);
    }
}
