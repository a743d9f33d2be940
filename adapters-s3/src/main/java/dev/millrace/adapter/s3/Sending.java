package dev.millrace.adapter.s3;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Sends files to the bucket: small ones in one request, large ones in parts, so that a break costs one part. Either way
/// an object appears whole or not at all.
final class Sending {
    /// A file of this size would be sent again for a second or two at the worst.
    private static final long ONE_REQUEST = 16L << 20;

    private final S3Client client;
    private final String bucket;
    private final Parts parts;

    Sending(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
        this.parts = new Parts(client, bucket);
    }

    StoredFile send(ObjectKey key, Path file, MediaType type) throws MediaFailed {
        try {
            ByteSize size = new ByteSize(Files.size(file));
            String sha256 = sha256(file);
            if (size.bytes() <= ONE_REQUEST) {
                client.putObject(
                        put -> put.bucket(bucket)
                                .key(key.value())
                                .contentType(type.value())
                                .cacheControl(Parts.NEVER_CHANGES),
                        RequestBody.fromFile(file));
            } else {
                sendInParts(key, file, type, UploadParts.of(size));
            }
            return new StoredFile(key, size, sha256);
        } catch (SdkException failed) {
            throw Trouble.of(failed);
        } catch (IOException unreadable) {
            throw Trouble.unavailable("A finished file could not be read to be stored.", unreadable);
        }
    }

    private void sendInParts(ObjectKey key, Path file, MediaType type, UploadParts cut) throws MediaFailed {
        String upload = parts.open(key, type);
        try {
            List<CompletedPart> sent = new ArrayList<>();
            for (UploadPart part : cut.all()) {
                sent.add(sendPart(key, upload, file, part, cut.offset(part.number())));
            }
            parts.join(key, upload, sent, cut.whole());
        } catch (SdkException | MediaFailed failed) {
            parts.abortQuietly(key, upload);
            throw failed;
        }
    }

    private CompletedPart sendPart(ObjectKey key, String upload, Path file, UploadPart part, long offset) {
        // The SDK asks for the bytes once for each attempt.
        RequestBody body = RequestBody.fromContentProvider(
                () -> bytesOf(file, offset, part.size().bytes()), part.size().bytes(), "application/octet-stream");
        String etag = client.uploadPart(
                        send -> send.bucket(bucket)
                                .key(key.value())
                                .uploadId(upload)
                                .partNumber(part.number())
                                .contentLength(part.size().bytes()),
                        body)
                .eTag();
        return CompletedPart.builder().partNumber(part.number()).eTag(etag).build();
    }

    private static InputStream bytesOf(Path file, long offset, long length) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new FirstBytes(Channels.newInputStream(channel.position(offset)), length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
