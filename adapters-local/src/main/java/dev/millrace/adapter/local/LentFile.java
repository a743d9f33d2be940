package dev.millrace.adapter.local;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// A store with one object more: somebody's own file, which is read where it lies and never written or deleted.
///
/// @param key of the file
/// @param file absolute
/// @param store all other objects
record LentFile(ObjectKey key, Path file, MediaStore store) implements MediaStore {
    @Override
    public Optional<ByteSize> size(ObjectKey wanted) throws MediaFailed {
        if (!wanted.equals(key)) {
            return store.size(wanted);
        }
        try {
            return Files.isRegularFile(file) ? Optional.of(new ByteSize(Files.size(file))) : Optional.empty();
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public InputStream read(ObjectKey wanted, ByteRange range) throws MediaFailed {
        if (!wanted.equals(key)) {
            return store.read(wanted, range);
        }
        requireFile();
        try {
            return RangedFile.open(file, range);
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public Optional<ObjectVersion> version(ObjectKey wanted) throws MediaFailed {
        if (!wanted.equals(key)) {
            return store.version(wanted);
        }
        try {
            return Files.isRegularFile(file) ? Optional.of(FileVersions.of(key, file)) : Optional.empty();
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed {
        if (!version.key().equals(key)) {
            return store.read(version, range);
        }
        requireFile();
        try {
            return FileVersions.open(version, file, range);
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public Optional<Path> local(ObjectKey wanted) throws MediaFailed {
        if (!wanted.equals(key)) {
            return store.local(wanted);
        }
        requireFile();
        return Optional.of(file);
    }

    @Override
    public StoredFile put(ObjectKey wanted, Path content, MediaType type) throws MediaFailed {
        if (wanted.equals(key)) {
            throw new IllegalArgumentException("a lent file is not written");
        }
        return store.put(wanted, content, type);
    }

    @Override
    public Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) throws MediaFailed {
        return store.list(prefix, after);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws MediaFailed {
        store.delete(keys.stream().filter(doomed -> !doomed.equals(key)).toList());
    }

    private void requireFile() throws MediaFailed {
        if (!Files.isRegularFile(file)) {
            throw Trouble.notFound(key);
        }
    }
}
