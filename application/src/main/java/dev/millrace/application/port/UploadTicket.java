package dev.millrace.application.port;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadParts;

/// All that a storage needs to know an upload again. Kept with the upload's row; the storage itself may keep nothing.
///
/// @param key where the object will lie
/// @param type of the object
/// @param parts how large it is, and how it is cut
/// @param token what the storage calls it, 1 to 1024 characters; for S3 the `UploadId`
public record UploadTicket(ObjectKey key, MediaType type, UploadParts parts, String token) {
    /// The ticket of a stored upload.
    public static UploadTicket of(Upload upload) {
        return new UploadTicket(upload.key(), upload.type(), upload.parts(), upload.token());
    }
}
