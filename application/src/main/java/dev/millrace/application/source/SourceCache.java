package dev.millrace.application.source;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whole sources on this machine, for a storage that lies elsewhere. All tasks of the process share it, so that none
/// fetches what another has fetched or is fetching.
///
/// What is being read stays. When room is needed, what was not read for longest goes; when all is being read, whoever
/// needs room waits. A fetch that fails leaves nothing, and the next task that waits for it tries anew.
public final class SourceCache implements AutoCloseable {
    private static final int IN_ORDER_OF_USE = 16;

    private final MediaStore media;
    private final Path scratch;
    private final ByteSize limit;
    private final Map<ObjectVersion, Entry> entries = new LinkedHashMap<>(IN_ORDER_OF_USE, 0.75f, true);
    private long bytes;
    private long names;
    private @Nullable CacheFolder folder;

    /// @param media where sources lie
    /// @param scratch where a folder for them is made when the first one comes
    /// @param limit of all that is kept
    public SourceCache(MediaStore media, Path scratch, ByteSize limit) {
        this.media = media;
        this.scratch = scratch;
        this.limit = limit;
    }

    /// A source as a file, fetched if it isn't here yet. It stays until the answer is closed.
    ///
    /// @throws MediaFailed with `disk_full` when it is larger than all that may be kept
    /// @throws IOException when the folder can't be written
    public Held hold(ObjectVersion source) throws MediaFailed, IOException, InterruptedException {
        if (source.size().compareTo(limit) > 0) {
            throw new MediaFailed(new Failure(
                    FailureCode.DISK_FULL,
                    "The source has " + source.size().bytes() + " bytes, and this worker keeps at most " + limit.bytes()
                            + " bytes of sources on its disk."));
        }
        Entry entry = enter(source);
        if (entry.whole) {
            return new Held(entry);
        }
        try {
            new Fetching(media, source).into(entry.file);
            arrived(entry);
            return new Held(entry);
        } catch (Throwable failed) {
            forget(entry);
            throw failed;
        }
    }

    /// Whether a source is here, or on its way.
    public synchronized boolean has(ObjectVersion source) {
        return entries.containsKey(source);
    }

    /// An entry that is whole, or one that the caller has to fetch.
    private synchronized Entry enter(ObjectVersion source) throws IOException, InterruptedException {
        while (true) {
            Entry there = entries.get(source);
            if (there == null && makeRoom(source.size())) {
                Entry made = new Entry(source, folder().resolve(Long.toString(names++)));
                entries.put(source, made);
                bytes += source.size().bytes();
                return made;
            }
            if (there != null && there.whole) {
                there.readers++;
                return there;
            }
            wait();
        }
    }

    private Path folder() throws IOException {
        if (folder == null) {
            folder = CacheFolder.in(scratch);
        }
        return folder.path();
    }

    /// Answers false when all that is here is in use.
    private boolean makeRoom(ByteSize needed) throws IOException {
        Iterator<Entry> eldest = entries.values().iterator();
        while (bytes + needed.bytes() > limit.bytes() && eldest.hasNext()) {
            Entry entry = eldest.next();
            if (entry.readers == 0) {
                Files.deleteIfExists(entry.file);
                eldest.remove();
                bytes -= entry.source.size().bytes();
            }
        }
        return bytes + needed.bytes() <= limit.bytes();
    }

    private synchronized void arrived(Entry entry) {
        entry.whole = true;
        notifyAll();
    }

    private synchronized void forget(Entry entry) throws IOException {
        if (entries.remove(entry.source, entry)) {
            bytes -= entry.source.size().bytes();
        }
        notifyAll();
        Files.deleteIfExists(entry.file);
    }

    private synchronized void release(Entry entry) {
        entry.readers--;
        notifyAll();
    }

    /// Removes all of them, also those in use. Safe to call again.
    @Override
    public synchronized void close() {
        if (folder != null) {
            folder.close();
            folder = null;
        }
        entries.clear();
        bytes = 0;
    }

    /// A source and its file. Its fields are guarded by the cache, but for those that never change.
    private static final class Entry {
        private final ObjectVersion source;
        private final Path file;
        private volatile boolean whole;
        private int readers = 1;

        Entry(ObjectVersion source, Path file) {
            this.source = source;
            this.file = file;
        }
    }

    /// A source that stays on this machine until this is closed.
    public final class Held implements AutoCloseable {
        private final Entry entry;
        private boolean closed;

        private Held(Entry entry) {
            this.entry = entry;
        }

        /// Where it is, whole.
        public Path file() {
            return entry.file;
        }

        /// Safe to call again.
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(entry);
            }
        }
    }
}
