package dev.millrace.adapter.s3;

import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.upload.UploadPart;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Presigned requests: <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>.
///
/// Each is signed as if at the same distance before its end, the longest that S3 allows, so that the same end always
/// gives the same link. (The SDK's own presigner takes the present moment, and every link would be another.)
final class Links {
    private static final Duration LONGEST = Duration.ofDays(7);

    private final S3Config config;
    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    Links(S3Config config, AwsCredentialsProvider credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /// A `GET` of the object.
    URI download(ObjectKey key, Instant until) {
        return signed(request(SdkHttpMethod.GET, key), until);
    }

    /// A `PUT` of a part, of exactly its size.
    URI part(UploadTicket ticket, UploadPart part, Instant until) {
        return signed(
                request(SdkHttpMethod.PUT, ticket.key())
                        .putRawQueryParameter("partNumber", Integer.toString(part.number()))
                        .putRawQueryParameter("uploadId", ticket.token())
                        .putHeader("content-length", Long.toString(part.size().bytes())),
                until);
    }

    /// A `PUT` of an object that is a part of an upload, of exactly its size.
    URI partObject(ObjectKey key, UploadPart part, Instant until) {
        return signed(
                request(SdkHttpMethod.PUT, key)
                        .putHeader("content-length", Long.toString(part.size().bytes())),
                until);
    }

    private URI signed(SdkHttpRequest.Builder request, Instant until) {
        Instant from = until.truncatedTo(ChronoUnit.SECONDS).minus(LONGEST);
        return signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, config.region())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, LONGEST)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(from, ZoneOffset.UTC)))
                .request()
                .getUri();
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, ObjectKey key) {
        URI server = config.publicEndpoint()
                .or(config::endpoint)
                .orElseGet(() -> URI.create("https://s3." + config.region() + ".amazonaws.com"));
        String name = SdkHttpUtils.urlEncodeIgnoreSlashes(key.value());
        return SdkHttpRequest.builder()
                .method(method)
                .protocol(server.getScheme())
                .host(config.pathStyle() ? server.getHost() : config.bucket() + "." + server.getHost())
                .port(server.getPort() < 0 ? null : server.getPort())
                .encodedPath(config.pathStyle() ? "/" + config.bucket() + "/" + name : "/" + name);
    }
}
