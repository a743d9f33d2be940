package dev.millrace.application.client;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadState;
import java.util.Collection;
import java.util.stream.Collectors;

/// Tells jobs that were begun while their sources are being uploaded how far these have come. Nobody is relied on to do so:
/// a sweep looks at every such upload.
///
/// @param uploads say where they stand
/// @param transfer has their parts
/// @param arrivals keeps the jobs that wait
/// @param announcer rings for what became ready
public record TellArrival(UploadStore uploads, DirectTransfer transfer, ArrivalStore arrivals, Announcer announcer) {

    /// Looks at an upload that jobs wait for, and tells them.
    ///
    /// @throws MediaFailed when storage can't say
    public void look(ArrivalStore.Followed followed) throws MediaFailed {
        Upload upload = uploads.find(followed.tenant(), followed.upload()).orElseThrow();
        switch (upload.state()) {
            case UploadState.Waiting _ -> arrived(upload, transfer.arrived(UploadTicket.of(upload)));
            case UploadState.Completed _, UploadState.Canceled _, UploadState.Expired _ -> over(upload);
        }
    }

    /// Tells which parts are there.
    void arrived(Upload upload, Collection<ArrivedPart> parts) {
        if (upload.early()) {
            long bytes = upload.parts()
                    .beginning(parts.stream()
                            .map(part -> new UploadPart(part.number(), part.size()))
                            .collect(Collectors.toSet()));
            arrivals.arrived(upload.tenant(), upload.id(), bytes);
            announcer.tryToRing();
        }
    }

    /// Tells that an upload is over.
    public void over(Upload upload) {
        if (upload.early()) {
            switch (upload.state()) {
                case UploadState.Waiting _ -> {}
                case UploadState.Completed _ -> {
                    arrivals.whole(upload.tenant(), upload.id());
                    announcer.tryToRing();
                }
                case UploadState.Canceled _ ->
                    never(
                            upload,
                            FailureCode.UPLOAD_CANCELED,
                            "The upload of the source was canceled; upload it again, and submit a new job.");
                case UploadState.Expired _ ->
                    never(
                            upload,
                            FailureCode.UPLOAD_EXPIRED,
                            "The upload of the source was not completed in time; upload it again, and submit a new job.");
            }
        }
    }

    private void never(Upload upload, FailureCode code, String sentence) {
        for (Job job : arrivals.never(upload.tenant(), upload.id(), new Failure(code, sentence))) {
            announcer.ended(job, JobStatus.FAILED);
        }
    }
}
