package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadStatus;
import java.util.List;

/// Removes what an upload left in storage that is over. Doing it again is harmless.
///
/// @param transfer has the parts
/// @param media has the object, if the upload was joined just before it was given up
public record ClearUpload(DirectTransfer transfer, MediaStore media) {
    /// Removes its parts, and its object unless it was completed.
    public void clear(Upload upload) throws MediaFailed {
        transfer.abort(UploadTicket.of(upload));
        if (upload.status() != UploadStatus.COMPLETED) {
            media.delete(List.of(upload.key()));
        }
    }
}
