package dev.millrace.adapter.s3;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.Page;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of one bucket.
final class S3MediaStore implements MediaStore {
    private final S3Client client;
    private final String bucket;
    private final int pageSize;
    private final Sending sending;
    private final Parts parts;

    /// @param pageSize most keys in a page, 1 to [S3Media#PAGE]
    S3MediaStore(S3Client client, String bucket, int pageSize) {
        this.client = client;
        this.bucket = bucket;
        this.pageSize = pageSize;
        this.sending = new Sending(client, bucket);
        this.parts = new Parts(client, bucket);
    }

    @Override
    public Optional<ByteSize> size(ObjectKey key) throws MediaFailed {
        return StoredSize.of(client, bucket, key);
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) throws MediaFailed {
        if (range.length() == 0) { // which no request can ask for
            var _ = size(key).orElseThrow(() -> Trouble.notFound(key));
            return InputStream.nullInputStream();
        }
        return RangedObject.open(client, bucket, key, range);
    }

    @Override
    public Optional<ObjectVersion> version(ObjectKey key) throws MediaFailed {
        return Trouble.present(
                        () -> client.headObject(asked -> asked.bucket(bucket).key(key.value())))
                .map(head -> new ObjectVersion(key, new ByteSize(head.contentLength()), head.eTag()));
    }

    @Override
    public InputStream read(ObjectVersion version, ByteRange range) throws MediaFailed {
        if (range.length() == 0 || range.from() >= version.size().bytes()) { // which no request can ask for
            ObjectVersion now = version(version.key()).orElseThrow(() -> Trouble.notFound(version.key()));
            if (!now.equals(version)) {
                throw Trouble.changed(version.key());
            }
            return InputStream.nullInputStream();
        }
        return RangedObject.open(client, bucket, version, range);
    }

    /// Always empty: it lies elsewhere.
    @Override
    public Optional<Path> local(ObjectKey key) throws MediaFailed {
        var _ = size(key).orElseThrow(() -> Trouble.notFound(key));
        return Optional.empty();
    }

    @Override
    public StoredFile put(ObjectKey key, Path file, MediaType type) throws MediaFailed {
        return sending.send(key, file, type);
    }

    @Override
    public Page<ObjectKey> list(ObjectPrefix prefix, Optional<Cursor> after) throws MediaFailed {
        try {
            ListObjectsV2Response page = client.listObjectsV2(listing -> {
                listing.bucket(bucket).prefix(prefix.value()).maxKeys(pageSize);
                after.ifPresent(cursor -> listing.startAfter(cursor.value()));
            });
            List<String> names = page.contents().stream().map(S3Object::key).toList();
            // Others may keep objects here whose names are no keys of ours.
            List<ObjectKey> keys = names.stream()
                    .filter(ObjectKey::wellFormed)
                    .map(ObjectKey::new)
                    .toList();
            boolean more = Boolean.TRUE.equals(page.isTruncated()) && !names.isEmpty();
            return new Page<>(keys, more ? Optional.of(new Cursor(names.getLast())) : Optional.empty());
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        }
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws MediaFailed {
        List<ObjectKey> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); from += S3Media.PAGE) {
            deleteSome(all.subList(from, Math.min(all.size(), from + S3Media.PAGE)));
        }
    }

    @Override
    public void clearUnfinished(ObjectPrefix prefix, Instant begunBefore) throws MediaFailed {
        parts.abortAll(prefix, begunBefore);
    }

    private void deleteSome(List<ObjectKey> keys) throws MediaFailed {
        List<ObjectIdentifier> names = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key.value()).build())
                .toList();
        try {
            DeleteObjectsResponse answer = client.deleteObjects(delete ->
                    delete.bucket(bucket).delete(list -> list.objects(names).quiet(true)));
            if (!answer.errors().isEmpty()) {
                String code = answer.errors().getFirst().code();
                throw Trouble.unavailable(
                        "Storage did not delete " + answer.errors().size() + " of " + names.size() + " objects (" + code
                                + ").",
                        new IllegalStateException(code));
            }
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        }
    }
}
