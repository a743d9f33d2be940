package dev.millrace.testkit;

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
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Objects in memory, never on the local file system: what reads them must fetch them.
public final class MemoryMediaStore implements MediaStore {
    private static final int PAGE = 20;

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>(
            Comparator.comparing((String key) -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));

    /// Puts bytes, for sources.
    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key.value(), bytes.clone());
    }

    /// The bytes of an object; empty when there is none.
    public Optional<byte[]> bytes(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value())).map(byte[]::clone);
    }

    /// All keys there are, ascending.
    public List<ObjectKey> keys() {
        return objects.keySet().stream().map(ObjectKey::new).toList();
    }

    @Override
    public Optional<ByteSize> size(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value())).map(bytes -> new ByteSize(bytes.length));
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) throws MediaFailed {
        byte[] bytes = objects.get(key.value());
        if (bytes == null) {
            throw missing(key);
        }
        int from = (int) Math.min(range.from(), bytes.length);
        int length = (int) Math.min(range.length(), bytes.length - from);
        return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public Optional<ObjectVersion> version(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value()))
                .map(bytes -> new ObjectVersion(key, new ByteSize(bytes.length), sha256(bytes)));
    }

    @Override
    public InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed {
        ObjectVersion now = version(version.key()).orElseThrow(() -> missing(version.key()));
        if (!now.equals(version)) {
            throw new MediaFailed(
                    new Failure(FailureCode.SOURCE_CHANGED, "The object " + version.key() + " was replaced."));
        }
        return read(version.key(), range);
    }

    @Override
    public Optional<Path> local(ObjectKey key) throws MediaFailed {
        if (!objects.containsKey(key.value())) {
            throw missing(key);
        }
        return Optional.empty();
    }

    @Override
    public StoredFile put(ObjectKey key, Path file, MediaType type) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            objects.put(key.value(), bytes);
            return new StoredFile(key, new ByteSize(bytes.length), sha256(bytes));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) {
        List<ObjectKey> found = objects.tailMap(after.map(Cursor::value).orElse(""), false).keySet().stream()
                .map(ObjectKey::new)
                .filter(prefix::covers)
                .limit(PAGE + 1L)
                .toList();
        if (found.size() <= PAGE) {
            return new Page<>(found, Optional.empty());
        }
        List<ObjectKey> page = found.subList(0, PAGE);
        return new Page<>(page, Optional.of(new Cursor(page.getLast().value())));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        keys.forEach(key -> objects.remove(key.value()));
    }

    private static MediaFailed missing(ObjectKey key) {
        return new MediaFailed(new Failure(FailureCode.INPUT_NOT_FOUND, "There is no object " + key + "."));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
