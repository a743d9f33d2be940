package dev.millrace.adapter.s3;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaStore;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// A bucket of Amazon S3, or of a server that speaks its protocol: the media of any number of processes.
///
/// Calls that fail for a moment are repeated before anybody hears of it. Nothing is asked of the server but objects,
/// multipart uploads, listings and presigned requests: no bucket policies, no lifecycle rules, no notifications.
public final class S3Media implements AutoCloseable {
    /// Of a page of a listing, and of a delete: the most that S3 takes.
    static final int PAGE = 1000;

    /// To connect may take this long.
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// A server that sends nothing for so long is given up.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int TRIES = 5;

    private final S3Client client;
    private final S3MediaStore store;
    private final S3Transfer transfer;

    private S3Media(S3Client client, S3MediaStore store, S3Transfer transfer) {
        this.client = client;
        this.store = store;
        this.transfer = transfer;
    }

    /// Gets ready to talk to the bucket. Nothing is asked yet: a server that is away shows at the first call.
    public static S3Media connect(S3Config config) {
        return connect(config, PAGE);
    }

    static S3Media connect(S3Config config, int pageSize) {
        AwsCredentialsProvider credentials = config.keys()
                .<AwsCredentialsProvider>map(keys ->
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), keys.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(config.pathStyle())
                .requestChecksumCalculation(
                        config.checksums()
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        config.checksums()
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(TRIES)
                        .build()));
        config.endpoint().ifPresent(builder::endpointOverride);
        S3Client client = builder.build();
        Links links = new Links(config, credentials);
        S3MediaStore store = new S3MediaStore(client, config.bucket(), pageSize);
        return new S3Media(client, store, new S3Transfer(client, config.bucket(), links));
    }

    /// Objects of the bucket.
    public MediaStore store() {
        return store;
    }

    /// Links by which clients send and fetch objects without passing through Millrace.
    public DirectTransfer transfer() {
        return transfer;
    }

    /// Closes all connections.
    @Override
    public void close() {
        client.close();
    }
}
