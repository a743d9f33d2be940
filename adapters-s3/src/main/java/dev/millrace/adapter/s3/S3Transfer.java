package dev.millrace.adapter.s3;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SignedPart;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/// Uploads as S3's own multipart uploads, or as objects where their parts are to be read early, and links as presigned
/// requests.
final class S3Transfer implements DirectTransfer {
    private final Parts parts;
    private final EarlyParts early;
    private final Links links;

    S3Transfer(S3Client client, String bucket, Links links) {
        this.parts = new Parts(client, bucket);
        this.early = new EarlyParts(client, bucket, parts);
        this.links = links;
    }

    @Override
    public UploadTicket open(ObjectKey key, MediaType type, UploadParts cut) throws MediaFailed {
        return new UploadTicket(key, type, cut, parts.open(key, type));
    }

    @Override
    public UploadTicket openEarly(ObjectKey key, MediaType type, UploadParts cut) {
        return new UploadTicket(key, type, cut, EarlyParts.newToken());
    }

    @Override
    public InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed {
        return early.read(ticket, part, range);
    }

    @Override
    public List<SignedPart> sign(UploadTicket ticket, Collection<UploadPart> wanted, Instant until) {
        return wanted.stream()
                .map(part -> new SignedPart(part, link(ticket, part, until)))
                .toList();
    }

    private URI link(UploadTicket ticket, UploadPart part, Instant until) {
        return EarlyParts.are(ticket)
                ? links.partObject(EarlyParts.key(ticket, part.number()), part, until)
                : links.part(ticket, part, until);
    }

    @Override
    public List<ArrivedPart> arrived(UploadTicket ticket) throws MediaFailed {
        if (EarlyParts.are(ticket)) {
            return early.arrived(ticket);
        }
        return parts.arrived(ticket.key(), ticket.token()).orElse(List.of()).stream()
                .map(part -> new ArrivedPart(part.partNumber(), new ByteSize(part.size())))
                .toList();
    }

    @Override
    public Joining complete(UploadTicket ticket) throws MediaFailed {
        if (EarlyParts.are(ticket)) {
            return early.complete(ticket);
        }
        Optional<List<Part>> arrived = parts.arrived(ticket.key(), ticket.token());
        if (arrived.isEmpty()) {
            return parts.isWhole(ticket.key(), ticket.parts().whole()) ? new Joining.Whole() : new Joining.Gone();
        }
        Map<Integer, Part> byNumber =
                arrived.get().stream().collect(Collectors.toMap(Part::partNumber, Function.identity()));
        List<Integer> missing = ticket.parts().all().stream()
                .filter(part -> !fits(byNumber, part))
                .map(UploadPart::number)
                .toList();
        if (!missing.isEmpty()) {
            return new Joining.Incomplete(missing);
        }
        parts.join(
                ticket.key(),
                ticket.token(),
                arrived.get().stream().map(S3Transfer::completed).toList(),
                ticket.parts().whole());
        return new Joining.Whole();
    }

    @Override
    public void abort(UploadTicket ticket) throws MediaFailed {
        if (EarlyParts.are(ticket)) {
            early.removeParts(ticket);
        } else {
            parts.abort(ticket.key(), ticket.token());
        }
    }

    @Override
    public URI download(ObjectKey key, Instant until) {
        return links.download(key, until);
    }

    private static boolean fits(Map<Integer, Part> arrived, UploadPart part) {
        Part there = arrived.get(part.number());
        return there != null && there.size() == part.size().bytes();
    }

    private static CompletedPart completed(Part part) {
        return CompletedPart.builder()
                .partNumber(part.partNumber())
                .eTag(part.eTag())
                .build();
    }
}
