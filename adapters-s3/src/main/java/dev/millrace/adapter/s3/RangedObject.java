package dev.millrace.adapter.s3;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.delivery.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A part of an object as a stream. A connection that breaks off, or ends too early, is taken up again where it broke,
/// on the condition that the object is still the same.
final class RangedObject extends InputStream {
    /// The range begins behind the end (RFC 9110, 15.5.17).
    private static final int NOT_SATISFIABLE = 416;

    /// It has another entity tag than the one asked for (RFC 9110, 13.1.1).
    private static final int NOT_THE_SAME = 412;

    /// In a row, without a byte between them.
    private static final int MOST_BREAKS = 5;

    private final S3Client client;
    private final String bucket;
    private final ObjectKey key;
    private final String etag;
    private final long end;
    private long position;
    private int breaks;
    private ResponseInputStream<GetObjectResponse> stream;

    private RangedObject(
            S3Client client, String bucket, ObjectKey key, long from, ResponseInputStream<GetObjectResponse> stream) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.position = from;
        this.end = from + stream.response().contentLength();
        this.stream = stream;
        this.etag = stream.response().eTag();
    }

    /// Opens the part of a range that lies within the object.
    ///
    /// @param range of at least one byte
    static InputStream open(S3Client client, String bucket, ObjectKey key, ByteRange range) throws MediaFailed {
        return open(client, bucket, key, Optional.empty(), range);
    }

    /// The same of one version.
    static InputStream open(S3Client client, String bucket, ObjectVersion version, ByteRange range) throws MediaFailed {
        return open(client, bucket, version.key(), Optional.of(version.tag()), range);
    }

    private static InputStream open(
            S3Client client, String bucket, ObjectKey key, Optional<String> tag, ByteRange range) throws MediaFailed {
        try {
            var stream = client.getObject(get -> {
                get.bucket(bucket).key(key.value());
                if (!range.equals(ByteRange.ALL)) {
                    get.range(header(range));
                }
                tag.ifPresent(get::ifMatch);
            });
            return new RangedObject(client, bucket, key, range.from(), stream);
        } catch (S3Exception answered) {
            if (answered.statusCode() == NOT_SATISFIABLE) {
                return nullInputStream();
            }
            if (answered.statusCode() == NOT_THE_SAME) {
                throw Trouble.changed(key);
            }
            throw Trouble.absent(answered) ? Trouble.notFound(key) : Trouble.of(answered);
        } catch (SdkException silent) {
            throw Trouble.of(silent);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            try {
                int count = stream.read(bytes, offset, Math.toIntExact(Math.min(length, end - position)));
                if (count > 0) {
                    position += count;
                    breaks = 0;
                    return count;
                }
                takeUpAgain(new IOException("the connection ended before the object did"));
            } catch (IOException broken) {
                takeUpAgain(broken);
            }
        }
        return -1;
    }

    private void takeUpAgain(IOException broken) throws IOException {
        stream.abort();
        breaks++;
        if (breaks > MOST_BREAKS || Thread.currentThread().isInterrupted()) {
            throw broken;
        }
        try {
            stream = client.getObject(get -> get.bucket(bucket)
                    .key(key.value())
                    .range(header(new ByteRange(position, end - position)))
                    .ifMatch(etag));
        } catch (SdkException gone) {
            broken.addSuppressed(gone);
            throw broken;
        }
    }

    /// A stream that was not read to its end is cut off: to read the rest for the sake of the connection would take
    /// longer than a new one.
    @Override
    public void close() throws IOException {
        if (position < end) {
            stream.abort();
        } else {
            stream.close();
        }
    }

    private static String header(ByteRange range) {
        boolean open = range.length() > Long.MAX_VALUE - range.from();
        return "bytes=" + range.from() + "-" + (open ? "" : range.from() + range.length() - 1);
    }
}
