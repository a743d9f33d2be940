package dev.millrace.adapter.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which bucket to keep media in.
///
/// @param bucket its name; it must exist
/// @param region where it lies; servers that are not Amazon's usually take any
/// @param endpoint the server, `http://` or `https://` with host and port alone; empty: Amazon's own for the region
/// @param publicEndpoint the same server as clients reach it, which links begin with; empty: the endpoint itself
/// @param keys what to sign with; empty: what the AWS SDK finds by its usual rules (variables, files, roles)
/// @param pathStyle whether the bucket stands in the path (`host/bucket/key`), as most servers but Amazon's want it,
///     or in front of the host
/// @param checksums whether each upload carries a checksum that some servers don't know; when not, only those do that
///     S3 demands
public record S3Config(
        String bucket,
        String region,
        Optional<URI> endpoint,
        Optional<URI> publicEndpoint,
        Optional<Keys> keys,
        boolean pathStyle,
        boolean checksums) {
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>, and the older buckets' `_` and
    /// capitals.
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,62}");

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    /// A permission.
    ///
    /// @param access names it
    /// @param secret proves it
    public record Keys(String access, String secret) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Keys[" + access + "]";
        }
    }

    /// Refuses what names no bucket.
    ///
    /// @throws IllegalArgumentException with a sentence for people that repeats no secret
    public S3Config {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "The name of an S3 bucket is 3 to 63 letters, digits, '.', '_' and '-'.");
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("An S3 region looks like us-east-1.");
        }
        requireServer(endpoint);
        requireServer(publicEndpoint);
    }

    /// Reads `S3_ENDPOINT`, `S3_PUBLIC_ENDPOINT`, `S3_BUCKET`, `S3_REGION`, `S3_ACCESS_KEY`, `S3_SECRET_KEY`,
    /// `MILLRACE_S3_PATH_STYLE` and `MILLRACE_S3_CHECKSUMS`.
    ///
    /// With an endpoint, the keys are `minioadmin` unless said, the bucket stands in the path, and checksums are left
    /// out. Without one it is Amazon's S3: keys are found by the SDK's rules unless said, and nothing is left out.
    ///
    /// @throws IllegalArgumentException with a sentence for people when one of them can't be used
    public static S3Config fromEnvironment(Map<String, String> environment) {
        Optional<URI> endpoint = uri(environment, "S3_ENDPOINT");
        boolean amazon = endpoint.isEmpty();
        Optional<String> access = said(environment, "S3_ACCESS_KEY");
        Optional<String> secret = said(environment, "S3_SECRET_KEY");
        if (access.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException("S3_ACCESS_KEY and S3_SECRET_KEY are given together or not at all.");
        }
        Optional<Keys> keys = access.map(name -> new Keys(name, secret.orElseThrow()))
                .or(() -> amazon ? Optional.empty() : Optional.of(new Keys("minioadmin", "minioadmin")));
        try {
            return new S3Config(
                    said(environment, "S3_BUCKET").orElse("millrace"),
                    said(environment, "S3_REGION").orElse("us-east-1"),
                    endpoint,
                    uri(environment, "S3_PUBLIC_ENDPOINT"),
                    keys,
                    yes(environment, "MILLRACE_S3_PATH_STYLE", !amazon),
                    yes(environment, "MILLRACE_S3_CHECKSUMS", amazon));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(unusable.getMessage() + " See the variables S3_….", unusable);
        }
    }

    private static void requireServer(Optional<URI> server) {
        if (server.filter(Predicate.not(S3Config::isServer)).isPresent()) {
            throw new IllegalArgumentException(
                    "The address of an S3 server is http:// or https:// with a host and, if need be, a port.");
        }
    }

    private static boolean isServer(URI uri) {
        return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && List.of("", "/").contains(String.valueOf(uri.getPath()))
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    private static Optional<URI> uri(Map<String, String> environment, String name) {
        return said(environment, name).map(text -> {
            try {
                return new URI(text).parseServerAuthority();
            } catch (URISyntaxException unreadable) {
                throw new IllegalArgumentException(name + " is no address of a server.", unreadable);
            }
        });
    }

    private static boolean yes(Map<String, String> environment, String name, boolean otherwise) {
        return switch (said(environment, name).orElse(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false.");
        };
    }

    private static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
