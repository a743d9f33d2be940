package dev.millrace.adapter.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The parts of uploads that are not completed: for each upload a folder, which is there from its opening to its end.
/// A part without a folder to go to came too late.
///
/// Joining moves one part after the other into the file `whole`, and deletes each once its bytes are safe there. So it
/// takes the room of one part, can be broken off at any moment, and goes on when it is begun again: `whole` is only
/// begun when all parts are there, and then a part without a file is a part that `whole` has.
final class PartFolders {
    static final Path FOLDER = Incoming.RESERVED.resolve("parts");

    /// Links to send parts by end after seven days, so what is older belongs to nobody.
    static final Duration KEPT = Duration.ofDays(8);

    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");
    private static final String WHOLE = "whole";

    private final Path folder;
    private final Incoming incoming;
    private final Durability durability;

    PartFolders(Path folder, Incoming incoming, Durability durability) {
        this.folder = folder;
        this.incoming = incoming;
        this.durability = durability;
    }

    /// What came of a part.
    enum Receipt {
        STORED,
        TOO_SHORT,
        TOO_LONG,
        TOO_LATE
    }

    /// Makes a folder and names it.
    String open() throws IOException {
        String token = UUID.randomUUID().toString().replace("-", "");
        Files.createDirectories(folder.resolve(token));
        durability.syncFolder(folder);
        return token;
    }

    boolean isOpen(String token) {
        return TOKEN.matcher(token).matches() && Files.isDirectory(of(token), NOFOLLOW_LINKS);
    }

    /// Takes a part in, whole or not at all. Never reads more than one byte beyond its size.
    ///
    /// @throws IOException when the body breaks off
    /// @throws MediaFailed when the disk does not take it
    Receipt receive(String token, UploadPart part, InputStream body) throws IOException, MediaFailed {
        if (!isOpen(token)) {
            return Receipt.TOO_LATE;
        }
        try (Incoming.Stream arriving = incoming.stream(part.size())) {
            if (!arriving.fill(body)) {
                return Receipt.TOO_SHORT;
            }
            if (body.read() >= 0) {
                return Receipt.TOO_LONG;
            }
            return arriving.moveTo(of(token), name(part.number())) ? Receipt.STORED : Receipt.TOO_LATE;
        }
    }

    /// The parts that are there, by number.
    List<ArrivedPart> arrived(String token, UploadParts parts) throws IOException {
        if (!isOpen(token)) {
            return List.of();
        }
        boolean joining = Files.exists(of(token).resolve(WHOLE), NOFOLLOW_LINKS);
        List<ArrivedPart> arrived = new ArrayList<>();
        for (UploadPart part : parts.all()) {
            if (joining || sizeOf(file(token, part.number())) == part.size().bytes()) {
                arrived.add(new ArrivedPart(part.number(), part.size()));
            }
        }
        return arrived;
    }

    /// Bytes of a part that arrived, wherever it lies by now; empty when it is not there, or in its object already. Parts
    /// move on in one direction alone, so whoever looks in the same order misses none.
    Optional<InputStream> read(String token, UploadParts parts, UploadPart part, ByteRange range) throws IOException {
        if (!isOpen(token)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RangedFile.open(file(token, part.number()), range, NOFOLLOW_LINKS));
        } catch (NoSuchFileException joined) {
            ByteRange inWhole = new ByteRange(parts.offset(part.number()) + range.from(), range.length());
            try {
                return Optional.of(RangedFile.open(of(token).resolve(WHOLE), inWhole, NOFOLLOW_LINKS));
            } catch (NoSuchFileException nowhere) {
                return Optional.empty();
            }
        }
    }

    /// Joins all parts, which must be there, and answers the file that has them.
    Path join(String token, UploadParts parts) throws IOException {
        Path whole = of(token).resolve(WHOLE);
        if (!Files.exists(whole, NOFOLLOW_LINKS)) {
            Files.move(file(token, 1), whole, ATOMIC_MOVE);
        }
        for (int number = 1; number <= parts.count(); number++) {
            Path part = file(token, number);
            if (Files.exists(part, NOFOLLOW_LINKS)) {
                copy(part, whole, parts.offset(number));
                durability.syncFile(whole);
                Files.delete(part);
            }
        }
        if (Files.size(whole) != parts.whole().bytes()) {
            throw new IOException("an upload has not the size of its parts");
        }
        return whole;
    }

    /// Removes the folder with everything in it.
    void close(String token) throws IOException {
        if (!isOpen(token)) {
            return;
        }
        // A part may arrive between the last look and the deletion of the folder.
        while (!deleted(of(token))) {
            for (Path file : entries(of(token))) {
                Files.deleteIfExists(file);
            }
        }
        durability.syncFolder(folder);
    }

    /// Removes what nobody will complete.
    void removeLeftOversBefore(Instant then) throws IOException {
        for (Path open : entries(folder)) {
            String token = open.getFileName().toString();
            if (isOpen(token) && Files.getLastModifiedTime(open).toInstant().isBefore(then)) {
                close(token);
            }
        }
    }

    private static boolean deleted(Path open) throws IOException {
        try {
            Files.deleteIfExists(open);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            List<Path> entries = new ArrayList<>();
            stream.forEach(entries::add);
            return entries;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// By the kernel: where the file system can share blocks, no byte is copied.
    private static void copy(Path from, Path to, long position) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            out.position(position);
            long size = in.size();
            for (long copied = 0; copied < size; ) {
                copied += in.transferTo(copied, size - copied, out);
            }
        }
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    private Path of(String token) {
        return folder.resolve(token);
    }

    private Path file(String token, int number) {
        return of(token).resolve(name(number));
    }

    private static String name(int number) {
        return "%05d".formatted(number);
    }
}
