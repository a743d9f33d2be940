package dev.millrace.adapter.postgres;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.WebhookDelivery;
import dev.millrace.domain.webhook.WebhookDeliveryStatus;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.delivery`.
@MappedEntity("delivery")
record DeliveryRow(
        @Id long number,
        UUID id,
        String tenantId,
        UUID webhookId,
        UUID jobId,
        long event,
        String type,
        String detail,
        Instant at,
        String status,
        int attempts,
        int tries,
        @Nullable Instant nextAt,
        @Nullable Instant lastAt,
        @Nullable Integer lastAnswer,
        @Nullable String lastDetail,
        @Nullable Long lastMillis) {

    WebhookDelivery delivery() {
        return new WebhookDelivery(
                new DeliveryId(id),
                new WebhookId(webhookId),
                new JobId(jobId),
                event,
                WebhookRow.event(type),
                FailureCode.ofWord(detail),
                at,
                WebhookDeliveryStatus.ofWord(status)
                        .orElseThrow(
                                () -> new Unreadable("There is no status of a delivery of the word " + status + ".")),
                attempts,
                last(),
                Optional.ofNullable(nextAt));
    }

    private Optional<WebhookDelivery.Attempt> last() {
        return lastAt == null || lastAnswer == null || lastDetail == null || lastMillis == null
                ? Optional.empty()
                : Optional.of(new WebhookDelivery.Attempt(lastAt, lastAnswer, lastDetail, lastMillis));
    }
}
