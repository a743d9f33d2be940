package dev.millrace.adapter.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which Redis to use.
///
/// @param url `redis://[user:password@]host:port`, `rediss://…` for TLS, or `redis-sentinel://…/0#master`; several with
///     commas between them for a cluster
/// @param cluster whether it is a Redis Cluster
/// @param prefix what all keys and channels start with: 1 to 64 letters, digits, `-`, `_`, `.` and `:`; two
///     installations may share one Redis under different prefixes
public record RedisConfig(String url, boolean cluster, String prefix) {
    private static final String SENTINEL = "-sentinel://";
    private static final String LOCAL = "redis://localhost:6379";
    private static final String USUAL_PREFIX = "millrace";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern SCHEME = Pattern.compile("(redis|rediss|redis-sentinel|rediss-sentinel)://.+");

    /// Refuses what names no Redis.
    ///
    /// @throws IllegalArgumentException with a sentence for people, which never repeats the address: it may hold a
    ///     password
    public RedisConfig {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The prefix of Redis keys is 1 to 64 letters, digits, '-', '_', '.' and ':'.");
        }
        List<RedisURI> addresses = parsed(url);
        if (addresses.size() > 1 && !cluster) {
            throw new IllegalArgumentException("Several Redis addresses are for a cluster alone.");
        }
        if (cluster && addresses.stream().anyMatch(address -> address.getSentinelMasterId() != null)) {
            throw new IllegalArgumentException("A Redis is a cluster or behind sentinels, not both.");
        }
    }

    /// One server, or one behind sentinels, under the usual prefix.
    ///
    /// @throws IllegalArgumentException with a sentence for people when the URL names no Redis
    public static RedisConfig at(String url) {
        return new RedisConfig(url, false, USUAL_PREFIX);
    }

    /// Reads `REDIS_URL`, `MILLRACE_REDIS_CLUSTER` and `MILLRACE_REDIS_PREFIX`.
    ///
    /// @throws IllegalArgumentException with a sentence for people when one of them can't be used
    public static RedisConfig fromEnvironment(Map<String, String> environment) {
        boolean cluster = switch (said(environment, "MILLRACE_REDIS_CLUSTER").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("MILLRACE_REDIS_CLUSTER is true or false.");
        };
        try {
            return new RedisConfig(
                    said(environment, "REDIS_URL").orElse(LOCAL),
                    cluster,
                    said(environment, "MILLRACE_REDIS_PREFIX").orElse(USUAL_PREFIX));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    unusable.getMessage() + " See REDIS_URL, MILLRACE_REDIS_CLUSTER and MILLRACE_REDIS_PREFIX.",
                    unusable);
        }
    }

    List<RedisURI> addresses() {
        return parsed(url);
    }

    /// Where it is, for people; without user and password.
    String place() {
        return addresses().stream()
                .flatMap(address ->
                        address.getSentinels().isEmpty() ? Stream.of(address) : address.getSentinels().stream())
                .map(address -> address.getHost() + ":" + address.getPort())
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    /// Without the address, which may hold a password.
    @Override
    public String toString() {
        return "RedisConfig[" + place() + (cluster ? ", cluster" : "") + ", prefix " + prefix + "]";
    }

    private static List<RedisURI> parsed(String url) {
        return url.contains(SENTINEL)
                ? List.of(one(url)) // the commas in it are between sentinels
                : Stream.of(url.split(",")).map(part -> one(part.strip())).toList();
    }

    private static RedisURI one(String address) {
        if (SCHEME.matcher(address).matches()) {
            try {
                if (!address.contains(SENTINEL)) {
                    new URI(address).parseServerAuthority(); // or else a port that is no number would be passed over
                }
                return RedisURI.create(address);
            } catch (IllegalArgumentException | URISyntaxException unreadable) {
                // Its message repeats the address.
            }
        }
        throw new IllegalArgumentException(
                "An address of Redis looks like redis://host:6379, rediss://host:6379 (TLS) or"
                        + " redis-sentinel://host:26379/0#master.");
    }

    private static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
