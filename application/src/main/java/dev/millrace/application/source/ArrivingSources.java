package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.NotArrived;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.work.Arrival;
import java.io.InputStream;

/// Reads sources that are still being uploaded, as far as they have come. Nothing of such a source is ever replaced: its
/// key is its own, so its upload is its version.
///
/// @param uploads know how they are cut
/// @param transfer has their parts
public record ArrivingSources(UploadStore uploads, DirectTransfer transfer) {

    /// A source of which so much has arrived. What lies behind is answered with [NotArrived].
    ///
    /// @throws MediaFailed with `input_not_found` when there is no such upload
    public Fetching fetching(TenantId tenant, Arrival arrival) throws MediaFailed {
        Upload upload = uploads.find(tenant, arrival.upload())
                .orElseThrow(() -> new MediaFailed(new Failure(
                        FailureCode.INPUT_NOT_FOUND, "There is no upload " + arrival.upload() + " any more.")));
        UploadTicket ticket = UploadTicket.of(upload);
        return new Fetching(
                (_, part) -> read(ticket, part, arrival.bytes()),
                new ObjectVersion(upload.key(), upload.size(), "upload " + upload.id()));
    }

    private InputStream read(UploadTicket ticket, ByteRange wanted, long arrived) throws MediaFailed {
        long end =
                Math.min(wanted.from() + wanted.length(), ticket.parts().whole().bytes());
        if (end > arrived) {
            throw new NotArrived(end);
        }
        return new ArrivedBytes(transfer, ticket, wanted.from(), end);
    }
}
