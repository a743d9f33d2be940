package dev.millrace.testing.servers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Where a server over a folder behaves otherwise than Amazon S3, this makes it behave so: keys that no folder can hold
/// are absent instead of an error, an upload that ended is unknown, and keys are listed in the order of their bytes.
final class AmazonsWays extends ForwardingBlobStore {
    private static final int NOT_FOUND = 404;
    private static final Comparator<S3Object> BY_BYTES = (one, other) -> Arrays.compareUnsigned(
            one.key().getBytes(StandardCharsets.UTF_8), other.key().getBytes(StandardCharsets.UTF_8));

    AmazonsWays(BlobStore folder) {
        super(folder);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = super.list(request);
        return page.toBuilder()
                .contents(page.contents().stream().sorted(BY_BYTES).toList())
                .build();
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return present(() -> super.blobMetadata(request));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return present(() -> super.getBlob(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        try {
            return present(() -> super.removeBlob(request));
        } catch (NoSuchKeyException absent) {
            return DeleteObjectResponse.builder().build();
        }
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream bytes) {
        requireOpen(upload);
        return super.uploadMultipartPart(upload, request, bytes);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        requireOpen(upload);
        return super.listMultipartUpload(upload);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        requireOpen(upload);
        return super.completeMultipartUpload(upload, request);
    }

    private void requireOpen(MultipartUpload upload) {
        if (listMultipartUploads(upload.containerName()).stream()
                .noneMatch(open -> open.uploadId().equals(upload.id()))) {
            throw NoSuchUploadException.builder()
                    .statusCode(NOT_FOUND)
                    .message("The specified upload does not exist.")
                    .build();
        }
    }

    private static <T> T present(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException failed) {
            boolean impossibleName = Stream.iterate((Throwable) failed, cause -> cause != null, Throwable::getCause)
                    .anyMatch(FileSystemException.class::isInstance);
            if (impossibleName) {
                throw NoSuchKeyException.builder()
                        .statusCode(NOT_FOUND)
                        .message("The specified key does not exist.")
                        .build();
            }
            throw failed;
        }
    }
}
