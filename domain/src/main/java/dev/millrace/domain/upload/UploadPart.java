package dev.millrace.domain.upload;

import dev.millrace.domain.media.ByteSize;

/// A piece of an upload that travels in one request.
///
/// @param number 1 to [UploadParts#MOST]; the pieces are joined in this order
/// @param size at least one byte; all but the last part of an upload have the same
public record UploadPart(int number, ByteSize size) {
    /// Refuses numbers that no upload has, and empty parts.
    public UploadPart {
        if (number < 1 || number > UploadParts.MOST || size.bytes() < 1) {
            throw new IllegalArgumentException("not a part of an upload: " + number + " of " + size.bytes() + " bytes");
        }
    }
}
