package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of a webhook.
///
/// @param value a UUID of version 7 (RFC 9562)
public record WebhookId(UUID value) {
    /// Reads the usual text form.
    ///
    /// @throws IllegalArgumentException when the text is no UUID
    public static WebhookId of(String text) {
        UUID value = UUID.fromString(text);
        // Java takes shortened groups too, so that one id would have many names.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the id of a webhook");
        }
        return new WebhookId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
