package dev.millrace.domain.webhook;

import java.util.Base64;
import java.util.Optional;

/// What a webhook's messages are signed with, and its receiver verifies them by: `whsec_` and the Base64 of 24 to 64 bytes,
/// as the [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)
/// have it.
///
/// @param text the whole of it
public record WebhookSecret(String text) {
    /// How many random bytes a new one has.
    public static final int BYTES = 24;

    private static final String PREFIX = "whsec_";
    private static final int LONGEST = 64;

    /// Refuses what has another form.
    public WebhookSecret {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("a secret is whsec_ and the Base64 of 24 to 64 bytes");
        }
    }

    /// A new one.
    ///
    /// @param random [#BYTES] bytes that nobody can guess
    public static WebhookSecret of(byte[] random) {
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(random));
    }

    /// The key of the signature.
    public byte[] bytes() {
        return read(text).orElseThrow();
    }

    private static Optional<byte[]> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text.substring(PREFIX.length())))
                    .filter(bytes -> bytes.length >= BYTES && bytes.length <= LONGEST);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Without anything of it.
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
