package dev.millrace.adapter.s3;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Uploads whose parts are objects of their own, because the parts of S3's own multipart uploads can't be read. When all
/// are there, the server copies them into one object.
///
/// They lie beside the object that they will be: `<key>.parts/00001`.
final class EarlyParts {
    /// No upload of S3's own is called so.
    private static final String TOKEN = "early:";

    private final S3Client client;
    private final String bucket;
    private final Parts parts;

    EarlyParts(S3Client client, String bucket, Parts parts) {
        this.client = client;
        this.bucket = bucket;
        this.parts = parts;
    }

    static String newToken() {
        return TOKEN + UUID.randomUUID();
    }

    static boolean are(UploadTicket ticket) {
        return ticket.token().startsWith(TOKEN);
    }

    static ObjectKey key(UploadTicket ticket, int number) {
        return new ObjectKey(folder(ticket) + "%05d".formatted(number));
    }

    List<ArrivedPart> arrived(UploadTicket ticket) throws MediaFailed {
        List<ArrivedPart> arrived = new ArrayList<>();
        for (S3Object object : objects(ticket)) {
            String name = object.key().substring(folder(ticket).length());
            if (name.matches("[0-9]{5}")) {
                arrived.add(new ArrivedPart(Integer.parseInt(name), new ByteSize(object.size())));
            }
        }
        return arrived;
    }

    /// Bytes of a part, from the object that it was copied to when it is gone.
    InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed {
        try {
            return RangedObject.open(client, bucket, key(ticket, part.number()), range);
        } catch (MediaFailed absent) {
            if (absent.failure().code() != FailureCode.INPUT_NOT_FOUND) {
                throw absent;
            }
        }
        try {
            long from = ticket.parts().offset(part.number()) + range.from();
            return RangedObject.open(client, bucket, ticket.key(), new ByteRange(from, range.length()));
        } catch (MediaFailed absent) {
            if (absent.failure().code() != FailureCode.INPUT_NOT_FOUND) {
                throw absent;
            }
            throw Trouble.unavailable("Part " + part.number() + " of the upload is not in the bucket.", absent);
        }
    }

    Joining complete(UploadTicket ticket) throws MediaFailed {
        if (parts.isWhole(ticket.key(), ticket.parts().whole())) {
            removeParts(ticket);
            return new Joining.Whole();
        }
        Map<Integer, ArrivedPart> byNumber =
                arrived(ticket).stream().collect(Collectors.toMap(ArrivedPart::number, part -> part));
        List<Integer> missing = ticket.parts().all().stream()
                .filter(part -> !new ArrivedPart(part.number(), part.size()).equals(byNumber.get(part.number())))
                .map(UploadPart::number)
                .toList();
        if (!missing.isEmpty()) {
            return new Joining.Incomplete(missing);
        }
        join(ticket);
        removeParts(ticket);
        return new Joining.Whole();
    }

    /// A part that comes later is another one's to remove.
    void removeParts(UploadTicket ticket) throws MediaFailed {
        List<ObjectKey> left = objects(ticket).stream()
                .map(S3Object::key)
                .filter(ObjectKey::wellFormed)
                .map(ObjectKey::new)
                .toList();
        new S3MediaStore(client, bucket, S3Media.PAGE).delete(left);
    }

    private void join(UploadTicket ticket) throws MediaFailed {
        String upload = parts.open(ticket.key(), ticket.type());
        try {
            List<CompletedPart> copied = new ArrayList<>();
            for (UploadPart part : ticket.parts().all()) {
                copied.add(copied(ticket, upload, part));
            }
            parts.join(ticket.key(), upload, copied, ticket.parts().whole());
        } catch (SdkException failed) {
            parts.abortQuietly(ticket.key(), upload);
            throw Trouble.of(failed);
        } catch (MediaFailed failed) {
            parts.abortQuietly(ticket.key(), upload);
            throw failed;
        }
    }

    private CompletedPart copied(UploadTicket ticket, String upload, UploadPart part) {
        String etag = client.uploadPartCopy(copy -> copy.sourceBucket(bucket)
                        .sourceKey(key(ticket, part.number()).value())
                        .destinationBucket(bucket)
                        .destinationKey(ticket.key().value())
                        .uploadId(upload)
                        .partNumber(part.number()))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(part.number()).eTag(etag).build();
    }

    private List<S3Object> objects(UploadTicket ticket) throws MediaFailed {
        try {
            return client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder(ticket))).contents().stream()
                    .toList();
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        }
    }

    private static String folder(UploadTicket ticket) {
        return ticket.key() + ".parts/";
    }
}
