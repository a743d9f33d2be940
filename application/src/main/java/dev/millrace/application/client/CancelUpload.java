package dev.millrace.application.client;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadChange;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;

/// Gives up an upload that waits for its parts.
public final class CancelUpload {
    private static final System.Logger LOG = System.getLogger(CancelUpload.class.getName());

    private final UploadStore uploads;
    private final ClearUpload clearing;
    private final TellArrival telling;

    /// @param uploads keeps the upload
    /// @param clearing removes what had arrived
    /// @param telling tells jobs that wait for it
    public CancelUpload(UploadStore uploads, ClearUpload clearing, TellArrival telling) {
        this.uploads = uploads;
        this.clearing = clearing;
        this.telling = telling;
    }

    /// What came of it.
    public sealed interface Answer {
        /// It is canceled, now or since before.
        ///
        /// @param upload as it is
        record Canceled(Upload upload) implements Answer {}

        /// It was completed, or has expired.
        ///
        /// @param failure `upload_over`
        record Over(Failure failure) implements Answer {}

        /// The tenant has no such upload.
        record Unknown() implements Answer {}
    }

    /// Cancels an upload. Jobs that were begun on it fail. What had arrived is removed at once, or by a sweep when
    /// storage is away.
    public Answer cancel(TenantId tenant, UploadId id) {
        return switch (uploads.cancel(tenant, id)) {
            case UploadChange.Changed changed -> {
                telling.over(changed.upload());
                clear(changed.upload());
                yield new Answer.Canceled(changed.upload());
            }
            case UploadChange.Refused refused -> new Answer.Over(UploadsOver.failure(refused.upload()));
            case UploadChange.Unknown _ -> new Answer.Unknown();
        };
    }

    private void clear(Upload upload) {
        try {
            clearing.clear(upload);
        } catch (MediaFailed failed) {
            LOG.log(System.Logger.Level.DEBUG, "A sweep will clear upload {0}: {1}", upload.id(), failed.getMessage());
        }
    }
}
