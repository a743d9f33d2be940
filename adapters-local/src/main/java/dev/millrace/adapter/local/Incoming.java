package dev.millrace.adapter.local;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/// Files on their way into the store, on its own file system, so that one rename puts them in place.
final class Incoming {
    /// The store's own folder below its root.
    static final Path RESERVED = Path.of(".millrace");

    static final Path FOLDER = RESERVED.resolve("incoming");

    /// A put that takes longer than this is not believed to be alive.
    static final Duration KEPT = Duration.ofDays(1);

    private static final int BUFFER = 128 * 1024;

    private final Path folder;
    private final Durability durability;

    Incoming(Path folder, Durability durability) {
        this.folder = folder;
        this.durability = durability;
    }

    /// A file that has arrived. Closing it removes what did not find its place.
    record Arrival(Path path, ByteSize size, String sha256) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /// Brings a file in, by a hard link where possible: that takes no room and no time.
    Arrival receive(Path file) throws IOException {
        Files.createDirectories(folder);
        Path arriving = folder.resolve(UUID.randomUUID().toString());
        try {
            MessageDigest digest = sha256();
            if (linked(arriving, file.toRealPath())) {
                read(arriving, digest, OutputStream.nullOutputStream());
            } else {
                try (OutputStream out = Files.newOutputStream(arriving)) {
                    read(file, digest, out);
                }
            }
            durability.syncFile(arriving);
            return new Arrival(
                    arriving, new ByteSize(Files.size(arriving)), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            Files.deleteIfExists(arriving);
            throw e;
        }
    }

    /// A place for bytes that come over a network.
    Stream stream(ByteSize size) throws MediaFailed {
        try {
            Files.createDirectories(folder);
            return new Stream(folder.resolve(UUID.randomUUID().toString()), size);
        } catch (IOException e) {
            throw Trouble.writing(e, folder, size);
        }
    }

    /// Bytes that come over a network, of a size that is known before. Closing it removes what did not find its place.
    final class Stream implements AutoCloseable {
        private final Path path;
        private final ByteSize size;

        private Stream(Path path, ByteSize size) {
            this.path = path;
            this.size = size;
        }

        /// Takes as many bytes as were announced, and answers whether there were as many.
        ///
        /// @throws IOException when the network fails
        /// @throws MediaFailed when the disk does
        boolean fill(InputStream body) throws IOException, MediaFailed {
            try (OutputStream out = create()) {
                byte[] buffer = new byte[BUFFER];
                long left = size.bytes();
                while (left > 0) {
                    int count = body.read(buffer, 0, (int) Math.min(left, BUFFER));
                    if (count < 0) {
                        return false;
                    }
                    write(out, buffer, count);
                    left -= count;
                }
                return true;
            }
        }

        /// Gives the file its name once it is safe on disk; answers false when the folder is not there any more.
        boolean moveTo(Path home, String name) throws MediaFailed {
            try {
                durability.syncFile(path);
                Files.move(path, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                durability.syncFolder(home);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw Trouble.writing(e, folder, size);
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }

        private OutputStream create() throws MediaFailed {
            try {
                return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw Trouble.writing(e, folder, size);
            }
        }

        private void write(OutputStream out, byte[] buffer, int count) throws MediaFailed {
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                throw Trouble.writing(e, folder, size);
            }
        }
    }

    /// Removes what a crashed process left behind.
    void removeLeftOversBefore(Instant then) throws IOException {
        try (DirectoryStream<Path> leftOvers = Files.newDirectoryStream(folder)) {
            for (Path leftOver : leftOvers) {
                if (arrived(leftOver).isBefore(then)) {
                    Files.deleteIfExists(leftOver);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // Nothing was ever put here, or another process is just as tidy.
        }
    }

    /// When the file got its name here: a hard link has the age of its content, but linking is a change of the inode.
    private static Instant arrived(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return unix
                ? ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).toInstant()
                : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /// Fails across file systems, where the file is somebody else's, or where the file system has no links.
    private static boolean linked(Path link, Path file) {
        try {
            Files.createLink(link, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void read(Path file, MessageDigest digest, OutputStream copy) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(copy);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
