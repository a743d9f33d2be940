package dev.millrace.testing.servers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A storage that is busy now and then, and cuts downloads off. What happens follows from a seed, and from the order in
/// which it is asked.
final class Misbehaving extends ForwardingBlobStore {
    private static final int BUSY = 503;

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private Random random = new Random(1);
    private double busy;
    private double cutting;

    Misbehaving(BlobStore well) {
        super(well);
    }

    /// @param busy the share of requests that are answered with 503, 0 to 1
    /// @param cutting the share of downloads that end half-way, 0 to 1
    synchronized void behave(double busy, double cutting, long seed) {
        this.busy = busy;
        this.cutting = cutting;
        this.random = new Random(seed);
    }

    int refused() {
        return refused.get();
    }

    int cut() {
        return cut.get();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        refuseSometimes();
        ResponseInputStream<GetObjectResponse> whole = super.getBlob(request);
        Long size = whole.response().contentLength();
        if (size == null || size < 2 || !happensToCut()) {
            return whole;
        }
        cut.incrementAndGet();
        return new ResponseInputStream<>(whole.response(), AbortableInputStream.create(new Half(whole, size / 2)));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        refuseSometimes();
        return super.blobMetadata(request);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        refuseSometimes();
        return super.list(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
        refuseSometimes();
        return super.putBlob(request, bytes);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        refuseSometimes();
        return super.initiateMultipartUpload(request);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream bytes) {
        refuseSometimes();
        return super.uploadMultipartPart(upload, request, bytes);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        refuseSometimes();
        return super.listMultipartUpload(upload);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        refuseSometimes();
        return super.completeMultipartUpload(upload, request);
    }

    private void refuseSometimes() {
        if (happensToBeBusy()) {
            refused.incrementAndGet();
            throw S3Exception.builder()
                    .statusCode(BUSY)
                    .message("Please reduce your request rate.")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("SlowDown")
                            .errorMessage("Please reduce your request rate.")
                            .build())
                    .build();
        }
    }

    private synchronized boolean happensToBeBusy() {
        return random.nextDouble() < busy;
    }

    private synchronized boolean happensToCut() {
        return random.nextDouble() < cutting;
    }

    /// Breaks off before its end.
    private static final class Half extends FilterInputStream {
        private long left;

        Half(InputStream whole, long left) {
            super(whole);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("cut off on purpose");
            }
            int count = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
