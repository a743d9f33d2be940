package dev.millrace.domain.work;

import dev.millrace.domain.identity.UploadId;

/// How much of a source has arrived that is still being uploaded.
///
/// @param upload by which it comes
/// @param bytes of its beginning that are there without a gap, at least 0
public record Arrival(UploadId upload, long bytes) {
    /// More than any source has: what needs so much waits until the source lies in storage, whole.
    public static final long WHOLE = Long.MAX_VALUE;

    /// Refuses less than nothing.
    public Arrival {
        if (bytes < 0) {
            throw new IllegalArgumentException("at least 0 bytes have arrived, not " + bytes);
        }
    }
}
