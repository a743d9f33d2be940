package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of an upload.
///
/// @param value a UUID of version 7 (RFC 9562); it becomes part of the object's key
public record UploadId(UUID value) {
    /// Reads the usual text form.
    ///
    /// @throws IllegalArgumentException when the text is no UUID
    public static UploadId of(String text) {
        UUID value = UUID.fromString(text);
        // Java takes shortened groups too, so that one id would have many names.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not an upload id");
        }
        return new UploadId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
