package dev.millrace.domain.delivery;

import dev.millrace.domain.media.ByteSize;

/// An object that lies in storage, whole.
///
/// @param key where
/// @param size how large
/// @param sha256 digest of its bytes, 64 lower-case hexadecimal digits
public record StoredFile(ObjectKey key, ByteSize size, String sha256) {
    /// Refuses digests of another shape.
    public StoredFile {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest");
        }
    }
}
