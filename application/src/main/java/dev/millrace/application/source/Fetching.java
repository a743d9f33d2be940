package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Brings parts of an object to this machine.
///
/// @param reader how to read it
/// @param source which state of it
public record Fetching(Reader reader, ObjectVersion source) {
    private static final int BUFFER = 1 << 18;

    /// From a store.
    public Fetching(MediaStore media, ObjectVersion source) {
        this(media::read, source);
    }

    /// Gives a part of an object, as [MediaStore#read(ObjectVersion, ByteRange)] does.
    public interface Reader {
        /// The bytes of a part. The caller closes the stream.
        InputStream read(ObjectVersion source, ByteRange part) throws MediaFailed;
    }

    /// Writes all of it into a new file.
    ///
    /// @throws MediaFailed when it can't be read, whole
    /// @throws IOException when the file can't be written
    void into(Path file) throws MediaFailed, IOException, InterruptedException {
        try (FileChannel target = newFile(file)) {
            into(target, new ByteRange(0, source.size().bytes()));
        }
    }

    /// Writes a stored file, which never changes, into a new file.
    ///
    /// @throws MediaFailed when it can't be read, whole
    /// @throws IOException when the file can't be written
    public static void whole(MediaStore media, StoredFile stored, Path file)
            throws MediaFailed, IOException, InterruptedException {
        long read;
        try (FileChannel target = newFile(file);
                Part bytes = new Part(media.read(stored.key(), ByteRange.ALL))) {
            read = bytes.into(target, 0);
        }
        requireWhole(new ByteRange(0, stored.size().bytes()), read);
    }

    /// Writes a part of it to the place in a file that it has in the object.
    ///
    /// @param part within the object
    void into(FileChannel file, ByteRange part) throws MediaFailed, IOException, InterruptedException {
        long read;
        try (Part bytes = open(part)) {
            read = bytes.into(file, part.from());
        }
        requireWhole(part, read);
    }

    /// A small part, in memory.
    ///
    /// @param part within the object
    byte[] bytes(ByteRange part) throws MediaFailed, InterruptedException {
        byte[] buffer = new byte[Math.toIntExact(part.length())];
        try (Part bytes = open(part)) {
            requireWhole(part, bytes.next(buffer));
        }
        return buffer;
    }

    private static FileChannel newFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Part open(ByteRange part) throws MediaFailed {
        return new Part(reader.read(source, part));
    }

    private static void requireWhole(ByteRange part, long read) throws MediaFailed {
        if (read != part.length()) {
            throw new MediaFailed(new Failure(
                    FailureCode.STORAGE_UNAVAILABLE,
                    "Storage gave " + read + " bytes of a part of " + part.length() + "."));
        }
    }

    /// A part on its way. What fails here is the storage's fault, and not that of the disk it is written to.
    private record Part(InputStream stream) implements AutoCloseable {
        /// Writes all of it to a place in a file, and answers how much that was.
        long into(FileChannel file, long from) throws MediaFailed, IOException, InterruptedException {
            byte[] buffer = new byte[BUFFER];
            long at = from;
            for (int count = next(buffer); count > 0; count = next(buffer)) {
                ByteBuffer left = ByteBuffer.wrap(buffer, 0, count);
                while (left.hasRemaining()) {
                    at += file.write(left, at);
                }
            }
            return at - from;
        }

        /// Fills the buffer as far as there are bytes.
        int next(byte[] buffer) throws MediaFailed, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("a fetch was interrupted");
            }
            try {
                return stream.readNBytes(buffer, 0, buffer.length);
            } catch (IOException e) {
                throw brokeOff(e);
            }
        }

        @Override
        public void close() throws MediaFailed {
            try {
                stream.close();
            } catch (IOException e) {
                throw brokeOff(e);
            }
        }

        private static MediaFailed brokeOff(IOException cause) {
            return new MediaFailed(
                    new Failure(FailureCode.STORAGE_UNAVAILABLE, "Reading the source from storage broke off."), cause);
        }
    }
}
