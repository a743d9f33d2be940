package dev.millrace.adapter.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that a server asks its callers for. Only its hash is kept, so that nothing can tell it.
public final class AccessKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VARIABLE = "MILLRACE_BOOTSTRAP_API_KEY";

    /// Nobody guesses so many.
    private static final int SHORTEST = 32;

    /// Many times fit into the headers of a request.
    private static final int LONGEST = 512;

    /// What may follow `Bearer` ([RFC 6750, 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)).
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /// Keeps what is signed here from counting anywhere else.
    private static final String SESSIONS = "millrace sessions 1";

    private final byte[] hash;
    private final SecretKeySpec sessions;

    private AccessKey(byte[] hash, SecretKeySpec sessions) {
        this.hash = hash;
        this.sessions = sessions;
    }

    /// The key of that text: 32 to 512 letters (A to Z), digits and `-`, `.`, `_`, `~`, `+`, `/`, with `=` at the end alone.
    ///
    /// @throws IllegalArgumentException with a sentence for people that does not repeat the text
    public static AccessKey of(String text) {
        if (text.length() < SHORTEST
                || text.length() > LONGEST
                || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("A key has " + SHORTEST + " to " + LONGEST
                    + " characters: letters from A to Z, digits, '-', '.', '_', '~', '+' and '/', and '=' at the end"
                    + " alone; openssl rand -hex 32 makes a good one.");
        }
        byte[] derived = hmac(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), ALGORITHM), SESSIONS);
        return new AccessKey(hash(text), new SecretKeySpec(derived, ALGORITHM));
    }

    /// Reads `MILLRACE_BOOTSTRAP_API_KEY`; empty when it is not given or blank.
    ///
    /// @throws IllegalArgumentException with a sentence for people that names the variable and not its value
    public static Optional<AccessKey> fromEnvironment(Map<String, String> environment) {
        try {
            return Optional.ofNullable(environment.get(VARIABLE))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(AccessKey::of);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(VARIABLE + " can't be used. " + unusable.getMessage(), unusable);
        }
    }

    /// Whether it is this key. How long that takes tells nothing of it: hashes are compared, and as a whole.
    boolean is(String given) {
        return MessageDigest.isEqual(hash, hash(given));
    }

    /// Proves that a text of a session was written by a server with this key: HMAC-SHA256 (RFC 2104) with a key that is
    /// derived from this one, so that all servers with it know each other's sessions and another one ends them all.
    byte[] sign(String text) {
        return hmac(sessions, text);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Without anything of it.
    @Override
    public String toString() {
        return "AccessKey";
    }
}
