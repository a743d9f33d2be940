package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.upload.Upload;
import java.util.List;

/// Removes what a canceled or expired upload left in storage. Doing it again is harmless.
///
/// @param transfer has the parts
/// @param media has the object, if the upload was joined just before it was given up
public record ClearUpload(DirectTransfer transfer, MediaStore media) {
    /// Removes its parts and its object.
    public void clear(Upload upload) throws MediaFailed {
        transfer.abort(UploadTicket.of(upload));
        media.delete(List.of(upload.key()));
    }
}
