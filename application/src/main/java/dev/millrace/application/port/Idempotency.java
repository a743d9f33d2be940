package dev.millrace.application.port;

/// A client's wish that a request takes effect once, however often it is sent.
///
/// @param key chosen by the client, 1 to 255 characters
/// @param fingerprint of the request's content; the same key with another content is refused
public record Idempotency(String key, String fingerprint) {
    /// Refuses keys of another length.
    public Idempotency {
        if (key.isEmpty() || key.length() > 255) {
            throw new IllegalArgumentException("an idempotency key has 1 to 255 characters");
        }
    }
}
