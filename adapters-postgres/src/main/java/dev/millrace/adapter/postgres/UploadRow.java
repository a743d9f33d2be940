package dev.millrace.adapter.postgres;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.FileName;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.domain.upload.UploadState;
import dev.millrace.domain.upload.UploadStatus;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.upload`.
@MappedEntity("upload")
record UploadRow(
        @Id UUID id,
        String tenantId,
        String filename,
        String mediaType,
        String objectKey,
        long size,
        long partSize,
        String token,
        Instant createdAt,
        Instant expiresAt,
        boolean early,
        String status,
        @Nullable Instant endedAt) {

    Upload upload() {
        return new Upload(
                new UploadId(id),
                new TenantId(tenantId),
                new FileName(filename),
                new MediaType(mediaType),
                new ObjectKey(objectKey),
                new UploadParts(new ByteSize(size), new ByteSize(partSize)),
                token,
                createdAt,
                expiresAt,
                early,
                state());
    }

    private UploadState state() {
        UploadStatus known = UploadStatus.ofWord(status)
                .orElseThrow(() -> new Unreadable("There is no upload status of the word " + status + "."));
        return switch (known) {
            case WAITING -> new UploadState.Waiting();
            case COMPLETED -> new UploadState.Completed(ended());
            case CANCELED -> new UploadState.Canceled(ended());
            case EXPIRED -> new UploadState.Expired(ended());
        };
    }

    private Instant ended() {
        if (endedAt == null) {
            throw new Unreadable("The upload " + id + " is over, and nobody knows when.");
        }
        return endedAt;
    }
}
