package dev.millrace.adapter.s3;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// Asks how large an object is.
final class StoredSize {
    private StoredSize() {}

    /// The size of the object of that key; empty when there is none.
    static Optional<ByteSize> of(S3Client client, String bucket, ObjectKey key) throws MediaFailed {
        return Trouble.present(
                        () -> client.headObject(head -> head.bucket(bucket).key(key.value())))
                .map(head -> new ByteSize(head.contentLength()));
    }
}
