package dev.millrace.adapter.postgres;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookEvent;
import dev.millrace.domain.webhook.WebhookSecret;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.webhook`.
///
/// @param events words with commas between them
@MappedEntity("webhook")
record WebhookRow(
        @Id UUID id,
        String tenantId,
        String url,
        String events,
        String secret,
        @Nullable String formerSecret,
        @Nullable Instant formerUntil,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    Webhook webhook() {
        Optional<Webhook.FormerSecret> former = formerSecret == null || formerUntil == null
                ? Optional.empty()
                : Optional.of(new Webhook.FormerSecret(new WebhookSecret(formerSecret), formerUntil));
        return new Webhook(
                new WebhookId(id),
                new TenantId(tenantId),
                URI.create(url),
                events(events),
                new WebhookSecret(secret),
                former,
                createdAt,
                Optional.ofNullable(disabledAt));
    }

    /// Without `job.`, which is no part of what is stored.
    static String word(WebhookEvent event) {
        return event.word().substring("job.".length());
    }

    static WebhookEvent event(String word) {
        return WebhookEvent.ofWord("job." + word)
                .orElseThrow(() -> new Unreadable("There is no event of the word " + word + "."));
    }

    private static Set<WebhookEvent> events(String words) {
        return Arrays.stream(words.split(",", -1)).map(WebhookRow::event).collect(Collectors.toSet());
    }
}
