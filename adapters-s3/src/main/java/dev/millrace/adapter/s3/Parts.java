package dev.millrace.adapter.s3;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.media.ByteSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Multipart uploads of a bucket.
final class Parts {
    /// Each attempt has keys of its own, so what lies under one stays; a browser may keep it, a shared cache not: the
    /// link is a permission.
    static final String NEVER_CHANGES = "private, max-age=31536000, immutable";

    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final S3Client client;
    private final String bucket;

    Parts(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /// What the server calls the new upload.
    String open(ObjectKey key, MediaType type) throws MediaFailed {
        try {
            return client.createMultipartUpload(create -> create.bucket(bucket)
                            .key(key.value())
                            .contentType(type.value())
                            .cacheControl(NEVER_CHANGES))
                    .uploadId();
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        }
    }

    /// What has arrived, by number; empty when there is no such upload.
    Optional<List<Part>> arrived(ObjectKey key, String upload) throws MediaFailed {
        return Trouble.present(() ->
                client
                        .listPartsPaginator(
                                list -> list.bucket(bucket).key(key.value()).uploadId(upload))
                        .parts()
                        .stream()
                        .toList());
    }

    /// Joins parts to one object. The reply may be an error although the parts were joined, for one after the first
    /// attempt whose reply was lost; so an error counts only when the object is not there.
    void join(ObjectKey key, String upload, List<CompletedPart> parts, ByteSize whole) throws MediaFailed {
        try {
            client.completeMultipartUpload(join ->
                    join.bucket(bucket).key(key.value()).uploadId(upload).multipartUpload(all -> all.parts(parts)));
        } catch (SdkException failed) {
            if (!isWhole(key, whole)) {
                throw Trouble.of(failed);
            }
        }
    }

    /// Whether an object of that size lies there.
    boolean isWhole(ObjectKey key, ByteSize whole) throws MediaFailed {
        return StoredSize.of(client, bucket, key).equals(Optional.of(whole));
    }

    /// Ends an upload; one that ended before is fine.
    void abort(ObjectKey key, String upload) throws MediaFailed {
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(bucket).key(key.value()).uploadId(upload));
        } catch (S3Exception answered) {
            if (!Trouble.absent(answered)) {
                throw Trouble.of(answered);
            }
        } catch (SdkException silent) {
            throw Trouble.of(silent);
        }
    }

    /// Ends all uploads below a prefix that were begun before a moment.
    void abortAll(ObjectPrefix prefix, Instant begunBefore) throws MediaFailed {
        try {
            List<MultipartUpload> stale = client
                    .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix.value()))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.initiated().isBefore(begunBefore))
                    .filter(upload -> ObjectKey.wellFormed(upload.key()))
                    .toList();
            for (MultipartUpload upload : stale) {
                abort(new ObjectKey(upload.key()), upload.uploadId());
            }
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        }
    }

    void abortQuietly(ObjectKey key, String upload) {
        try {
            abort(key, upload);
        } catch (MediaFailed failed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Parts of {0} stay behind for now: {1}",
                    key,
                    failed.failure().sentence());
        }
    }
}
