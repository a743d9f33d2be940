package dev.millrace.domain.access;

import dev.millrace.domain.identity.KeyId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What callers show: `mlr_<id>_<secret>`, where the id is 32 and the secret 40 lower-case hexadecimal digits. The
/// beginning lets scanners of code find keys that were left in it.
///
/// @param id which key it claims to be
/// @param secret what proves it, 40 lower-case hexadecimal digits
public record KeyText(KeyId id, String secret) {
    /// How many random bytes the secret has.
    public static final int SECRET_BYTES = 20;

    private static final Pattern SHAPE =
            Pattern.compile("mlr_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([0-9a-f]{40})");

    /// A new key.
    ///
    /// @param random [#SECRET_BYTES] bytes that nobody can guess
    public static KeyText of(KeyId id, byte[] random) {
        if (random.length != SECRET_BYTES) {
            throw new IllegalArgumentException("the secret of a key has " + SECRET_BYTES + " bytes");
        }
        return new KeyText(id, HexFormat.of().formatHex(random));
    }

    /// Reads what a caller shows; empty when it has not the form of a key.
    public static Optional<KeyText> read(String text) {
        Matcher found = SHAPE.matcher(text);
        return found.matches()
                ? Optional.of(new KeyText(
                        new KeyId(UUID.fromString(String.join(
                                "-", found.group(1), found.group(2), found.group(3), found.group(4), found.group(5)))),
                        found.group(6)))
                : Optional.empty();
    }

    /// The whole key. This is the only text that holds its secret.
    public String text() {
        return "mlr_" + id.toString().replace("-", "") + "_" + secret;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
