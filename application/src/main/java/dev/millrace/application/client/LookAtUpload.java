package dev.millrace.application.client;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SignedPart;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows an upload, and hands out links for what is missing: so a client goes on that was cut off, or that has
/// forgotten everything but the upload's id.
public final class LookAtUpload {
    private final UploadStore uploads;
    private final DirectTransfer transfer;
    private final TellArrival telling;

    /// @param uploads keeps the upload
    /// @param transfer has the parts
    /// @param telling tells jobs that wait for them
    public LookAtUpload(UploadStore uploads, DirectTransfer transfer, TellArrival telling) {
        this.uploads = uploads;
        this.transfer = transfer;
        this.telling = telling;
    }

    /// What there is to see.
    public sealed interface Answer {
        /// The upload.
        ///
        /// @param upload as it is now
        /// @param arrived the parts that lie in storage, by number; none once it is over
        /// @param links to send the missing parts by, the first [CreateUpload#LINKS]; none once it is over
        record Seen(Upload upload, List<ArrivedPart> arrived, List<SignedPart> links) implements Answer {}

        /// The tenant has no such upload.
        record Unknown() implements Answer {}

        /// Storage can't say.
        ///
        /// @param failure why
        record Failed(Failure failure) implements Answer {}
    }

    /// Looks.
    public Answer look(TenantId tenant, UploadId id) {
        Optional<Upload> upload = uploads.find(tenant, id);
        if (upload.isEmpty()) {
            return new Answer.Unknown();
        }
        if (upload.get().status() != UploadStatus.WAITING) {
            return new Answer.Seen(upload.get(), List.of(), List.of());
        }
        try {
            return seen(upload.get());
        } catch (MediaFailed failed) {
            return new Answer.Failed(failed.failure());
        }
    }

    private Answer seen(Upload upload) throws MediaFailed {
        UploadTicket ticket = UploadTicket.of(upload);
        List<ArrivedPart> arrived = transfer.arrived(ticket);
        telling.arrived(upload, arrived);
        Set<UploadPart> whole = arrived.stream()
                .map(part -> new UploadPart(part.number(), part.size()))
                .collect(Collectors.toSet());
        List<UploadPart> missing = upload.parts().all().stream()
                .filter(part -> !whole.contains(part))
                .limit(CreateUpload.LINKS)
                .toList();
        return new Answer.Seen(upload, arrived, transfer.sign(ticket, missing, upload.expiresAt()));
    }
}
