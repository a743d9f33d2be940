package dev.millrace.testkit.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.testkit.MemoryMediaStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// A store elsewhere that counts the bytes it serves, and makes trouble when told to.
final class CountingStore implements MediaStore {
    private static final long NEVER = Long.MAX_VALUE;

    private final MemoryMediaStore objects = new MemoryMediaStore();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong breaksOffAfter = new AtomicLong(NEVER);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// Puts a film of random bytes.
    ObjectVersion film(String key, int size) {
        byte[] bytes = new byte[size];
        new Random(size + key.hashCode()).nextBytes(bytes);
        return film(key, bytes);
    }

    ObjectVersion film(String key, byte[] bytes) {
        objects.put(new ObjectKey(key), bytes);
        return objects.version(new ObjectKey(key)).orElseThrow();
    }

    byte[] content(String key) {
        return objects.bytes(new ObjectKey(key)).orElseThrow();
    }

    /// Bytes that were read so far.
    long served() {
        return served.get();
    }

    /// Whatever is read waits.
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /// The next stream fails after so many bytes.
    void breakOffAfter(long bytes) {
        breaksOffAfter.set(bytes);
    }

    @Override
    public InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed {
        return new Counted(objects.read(version, range), breaksOffAfter.getAndSet(NEVER));
    }

    @Override
    public Optional<ByteSize> size(ObjectKey key) {
        return objects.size(key);
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) throws MediaFailed {
        return new Counted(objects.read(key, range), NEVER);
    }

    @Override
    public Optional<ObjectVersion> version(ObjectKey key) {
        return objects.version(key);
    }

    @Override
    public Optional<Path> local(ObjectKey key) throws MediaFailed {
        return objects.local(key);
    }

    @Override
    public StoredFile put(ObjectKey key, Path file, MediaType type) {
        return objects.put(key, file, type);
    }

    @Override
    public Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) {
        return objects.list(prefix, after);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        objects.delete(keys);
    }

    private final class Counted extends FilterInputStream {
        private long left;

        Counted(InputStream bytes, long left) {
            super(bytes);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("nobody reads byte by byte");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            if (left == 0) {
                throw new IOException("the connection broke");
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count > 0) {
                served.addAndGet(count);
                left -= count;
            }
            return count;
        }
    }
}
