package dev.millrace.application.client;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes passes as tokens that fit into a URL, and reads them back. Players can't send headers, so the URL carries all.
///
/// A token names tenant, job and end in plain text, and proves them by HMAC-SHA256 (RFC 2104): nothing is stored, and a
/// token can't be withdrawn before its end. Every process that shares the key reads the tokens of all others.
public final class PlayTokens {
    /// The shortest key in bytes: as long as the digest (RFC 2104, 3).
    public static final int SHORTEST_KEY = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /// Keeps a signature made here from counting anywhere else that uses the same key.
    private static final String PURPOSE = "millrace play 1\n";

    private static final Pattern SHAPE =
            Pattern.compile("(([a-z0-9-]{1,63})\\.([0-9a-f-]{36})\\.([0-9]{1,12}))\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;

    /// @param key secret bytes, at least [#SHORTEST_KEY]
    public PlayTokens(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key for tokens has at least " + SHORTEST_KEY + " bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// What a token turned out to be.
    public sealed interface Reading {
        /// It is genuine, and not over.
        ///
        /// @param pass the right it carries
        record Valid(PlayPass pass) implements Reading {}

        /// It is genuine, and over.
        record Expired() implements Reading {}

        /// It was not made with this key, or was changed.
        record Forged() implements Reading {}
    }

    /// The token of a pass: letters, digits and `-`, `_` and `.`, which need no escape in a URL.
    public String write(PlayPass pass) {
        String claim = pass.tenant() + "." + pass.job() + "." + pass.until().getEpochSecond();
        return claim + "." + signature(claim);
    }

    /// The pass of a token.
    public Reading read(String token, Instant now) {
        Matcher parts = SHAPE.matcher(token);
        if (!parts.matches() || !same(signature(parts.group(1)), parts.group(5))) {
            return new Reading.Forged();
        }
        PlayPass pass = genuine(parts);
        return now.isBefore(pass.until()) ? new Reading.Valid(pass) : new Reading.Expired();
    }

    private static PlayPass genuine(MatchResult parts) {
        try {
            return new PlayPass(
                    new TenantId(parts.group(2)),
                    JobId.of(parts.group(3)),
                    Instant.ofEpochSecond(Long.parseLong(parts.group(4))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalStateException("a token was signed that says nothing", e);
        }
    }

    private String signature(String claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal((PURPOSE + claim).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// In a time that does not tell how much of a guess was right.
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }
}
