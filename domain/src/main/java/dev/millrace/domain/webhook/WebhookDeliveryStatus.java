package dev.millrace.domain.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a delivery stands.
public enum WebhookDeliveryStatus {
    /// It is to be sent, now or later.
    PENDING,
    /// The receiver took it.
    DELIVERED,
    /// It is not tried any more; it can be replayed.
    FAILED;

    /// The word used in REST and in the store.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status of that word; empty for a word of a newer version.
    public static Optional<WebhookDeliveryStatus> ofWord(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
