package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadChange;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes one object of the parts, once all have arrived with the sizes that were announced. Completing again, also after
/// a crash in the middle, is completing once.
public final class CompleteUpload {
    /// A sentence that lists more is read by nobody.
    private static final int NAMED = 10;

    private final UploadStore uploads;
    private final DirectTransfer transfer;
    private final ClearUpload clearing;
    private final TellArrival telling;

    /// @param uploads keeps the upload
    /// @param transfer joins the parts
    /// @param clearing removes what was joined too late
    /// @param telling tells jobs that wait for it
    public CompleteUpload(UploadStore uploads, DirectTransfer transfer, ClearUpload clearing, TellArrival telling) {
        this.uploads = uploads;
        this.transfer = transfer;
        this.clearing = clearing;
        this.telling = telling;
    }

    /// What came of it.
    public sealed interface Answer {
        /// The object lies in storage, now or since before.
        ///
        /// @param upload as it is
        record Completed(Upload upload) implements Answer {}

        /// Parts are missing, or have another size than they should. The upload still waits for them.
        ///
        /// @param failure `upload_incomplete`
        /// @param missing their numbers, ascending
        record Incomplete(Failure failure, List<Integer> missing) implements Answer {}

        /// It was canceled, has expired, or is gone from storage.
        ///
        /// @param failure `upload_over`
        record Over(Failure failure) implements Answer {}

        /// The tenant has no such upload.
        record Unknown() implements Answer {}

        /// Storage did not do it. It can be tried again.
        ///
        /// @param failure why
        record Failed(Failure failure) implements Answer {}
    }

    /// Completes an upload.
    public Answer complete(TenantId tenant, UploadId id) {
        Optional<Upload> found = uploads.find(tenant, id);
        if (found.isEmpty()) {
            return new Answer.Unknown();
        }
        Upload upload = found.get();
        try {
            return switch (upload.state()) {
                case UploadState.Waiting _ -> join(upload);
                case UploadState.Completed _ -> new Answer.Completed(upload);
                case UploadState.Canceled _, UploadState.Expired _ -> over(upload);
            };
        } catch (MediaFailed failed) {
            return new Answer.Failed(failed.failure());
        }
    }

    private Answer join(Upload upload) throws MediaFailed {
        return switch (transfer.complete(UploadTicket.of(upload))) {
            case Joining.Whole _ -> record(upload);
            case Joining.Incomplete incomplete -> incomplete(upload, incomplete.missing());
            case Joining.Gone _ -> gone(upload);
        };
    }

    private Answer record(Upload upload) throws MediaFailed {
        return switch (uploads.complete(upload.tenant(), upload.id())) {
            case UploadChange.Changed changed -> {
                telling.over(changed.upload());
                yield new Answer.Completed(changed.upload());
            }
            case UploadChange.Refused refused -> {
                // It was given up while it was joined; nobody will ever ask for the object.
                clearing.clear(refused.upload());
                yield over(refused.upload());
            }
            case UploadChange.Unknown _ -> new Answer.Unknown();
        };
    }

    /// Its row may have ended since it was read, and says more than the storage.
    private Answer gone(Upload upload) {
        Upload now = uploads.find(upload.tenant(), upload.id()).orElse(upload);
        return now.state() instanceof UploadState.Completed ? new Answer.Completed(now) : over(now);
    }

    private static Answer incomplete(Upload upload, List<Integer> missing) {
        String numbers = missing.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        String more = missing.size() > NAMED ? " and more" : "";
        return new Answer.Incomplete(
                new Failure(
                        FailureCode.UPLOAD_INCOMPLETE,
                        "Of %d parts %d did not arrive (%s%s); send them, and complete the upload again."
                                .formatted(upload.parts().count(), missing.size(), numbers, more)),
                missing);
    }

    private static Answer over(Upload upload) {
        return new Answer.Over(UploadsOver.failure(upload));
    }
}
