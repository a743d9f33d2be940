package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SignedPart;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.FileName;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.domain.upload.UploadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Begins an upload: the client is told how to cut its file, and where to send the parts.
public final class CreateUpload {
    /// Most links in one answer. Those of further parts are asked for with [LookAtUpload].
    public static final int LINKS = 1_000;

    /// How long an upload may take, unless configured otherwise.
    public static final Duration KEPT = Duration.ofHours(24);

    /// Links to S3 end after seven days.
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final UploadStore uploads;
    private final DirectTransfer transfer;
    private final Ids ids;
    private final Clock clock;
    private final Duration kept;

    /// @param uploads keeps the upload
    /// @param transfer takes the parts
    /// @param ids names it
    /// @param clock dates it
    /// @param kept how long it may take, up to seven days
    public CreateUpload(UploadStore uploads, DirectTransfer transfer, Ids ids, Clock clock, Duration kept) {
        if (!kept.isPositive() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an upload may take up to " + LONGEST.toDays() + " days, not " + kept);
        }
        this.uploads = uploads;
        this.transfer = transfer;
        this.ids = ids;
        this.clock = clock;
        this.kept = kept;
    }

    /// What came of it.
    public sealed interface Answer {
        /// Parts may be sent.
        ///
        /// @param upload as stored
        /// @param links to send the first [#LINKS] parts by
        record Created(Upload upload, List<SignedPart> links) implements Answer {}

        /// What was announced is no upload.
        ///
        /// @param violations all of them, by the fields `/filename`, `/size` and `/content_type`
        record Invalid(List<Violation> violations) implements Answer {}

        /// Storage can't take it.
        ///
        /// @param failure why
        record Failed(Failure failure) implements Answer {}
    }

    /// Begins an upload.
    public Answer create(NewUpload wanted) {
        String type = type(wanted.contentType());
        List<Violation> violations = violations(wanted, type);
        if (!violations.isEmpty()) {
            return new Answer.Invalid(violations);
        }
        try {
            return open(wanted, new FileName(wanted.filename()), parts(wanted), new MediaType(type));
        } catch (MediaFailed failed) {
            return new Answer.Failed(failed.failure());
        }
    }

    private static UploadParts parts(NewUpload wanted) {
        ByteSize size = new ByteSize(wanted.size());
        return wanted.early() ? UploadParts.fine(size) : UploadParts.of(size);
    }

    private Answer open(NewUpload wanted, FileName name, UploadParts parts, MediaType type) throws MediaFailed {
        UploadId id = ids.upload();
        ObjectKey key = Upload.keyOf(wanted.tenant(), id, name);
        UploadTicket ticket = wanted.early() ? transfer.openEarly(key, type, parts) : transfer.open(key, type, parts);
        Instant now = clock.instant();
        Upload upload = new Upload(
                id,
                wanted.tenant(),
                name,
                type,
                key,
                parts,
                ticket.token(),
                now,
                now.plus(kept),
                wanted.early(),
                new UploadState.Waiting());
        uploads.open(upload);
        List<UploadPart> first = parts.all().stream().limit(LINKS).toList();
        return new Answer.Created(upload, transfer.sign(ticket, first, upload.expiresAt()));
    }

    private static List<Violation> violations(NewUpload wanted, String type) {
        List<Violation> violations = new ArrayList<>();
        if (!FileName.wellFormed(wanted.filename())) {
            violations.add(new Violation(
                    "/filename", "must be the name of a file: 1 to 1024 bytes of UTF-8 without control characters"));
        }
        if (wanted.size() < 1 || wanted.size() > UploadParts.LARGEST.bytes()) {
            violations.add(
                    new Violation("/size", "must be a number of bytes from 1 to " + UploadParts.LARGEST.bytes()));
        }
        if (!MediaType.wellFormed(type)) {
            violations.add(new Violation("/content_type", "must be a media type, such as video/mp4"));
        }
        return violations;
    }

    /// Browsers add parameters, and say nothing of files they don't know.
    private static String type(String said) {
        String bare = said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? UNKNOWN_TYPE : bare;
    }
}
