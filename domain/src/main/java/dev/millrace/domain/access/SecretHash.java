package dev.millrace.domain.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is kept of a secret, so that it can be known again and not be told.
///
/// It is the SHA-256 of the secret and nothing slower: slow hashes protect what people think up and attackers can guess.
/// A secret of 160 random bits is guessed by nobody, at any speed, and hashing it costs each request a microsecond.
///
/// @param hex 64 lower-case hexadecimal digits
public record SecretHash(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /// Refuses what is no hash.
    public SecretHash {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits");
        }
    }

    /// The hash of a secret.
    public static SecretHash of(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new SecretHash(HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Whether it is the hash of that secret. How long that takes tells nothing of it: hashes are compared, and as a whole.
    public boolean fits(String secret) {
        return MessageDigest.isEqual(bytes(hex), bytes(of(secret).hex));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
