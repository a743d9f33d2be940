package dev.millrace.application.port;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Content, by keys that the server makes. Calls fail with `storage_unavailable` when storage does not answer, and with
/// `disk_full` when it is full.
public interface MediaStore {
    /// The size of an object; empty when there is none.
    Optional<ByteSize> size(ObjectKey key) throws MediaFailed;

    /// The bytes of an object. The caller closes the stream.
    ///
    /// @throws MediaFailed with `input_not_found` when there is none
    InputStream read(ObjectKey key, ByteRange range) throws MediaFailed;

    /// The object as it is now; empty when there is none.
    Optional<ObjectVersion> version(ObjectKey key) throws MediaFailed;

    /// The bytes of an object as it was when its version was asked for. The caller closes the stream, which fails rather
    /// than to go on with the bytes of another version.
    ///
    /// @throws MediaFailed with `source_changed` when the object has been replaced since, and with `input_not_found` when
    ///     it is gone
    InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed;

    /// Where the object lies on this machine's own file system, for reading in place; empty when it lies elsewhere.
    ///
    /// @throws MediaFailed with `input_not_found` when there is none
    Optional<Path> local(ObjectKey key) throws MediaFailed;

    /// Stores a file, whole or not at all; readers never see a part of it. An object of that key is replaced.
    ///
    /// The file must not be changed afterwards, but may be deleted.
    StoredFile put(ObjectKey key, Path file, MediaType type) throws MediaFailed;

    /// The keys below a prefix in ascending order, a page at a time.
    Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) throws MediaFailed;

    /// Removes objects. One that is absent is fine.
    void delete(Collection<ObjectKey> keys) throws MediaFailed;

    /// Removes what puts and uploads below a prefix left behind that were begun before a moment and never ended, because
    /// their process died: nobody sees it, but it takes room. Objects stay.
    ///
    /// Unless overridden there is nothing to do: a store from which a death leaves nothing below a prefix.
    default void clearUnfinished(ObjectPrefix prefix, Instant begunBefore) throws MediaFailed {}
}
