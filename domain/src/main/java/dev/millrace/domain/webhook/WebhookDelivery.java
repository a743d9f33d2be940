package dev.millrace.domain.webhook;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.WebhookId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// An event on its way to a webhook, and how it went so far.
///
/// @param id the same over all attempts, so that a receiver knows a repeated message again
/// @param webhook where to
/// @param job what it is about
/// @param number of the event in the job's history
/// @param event what happened
/// @param failure of an event that is [WebhookEvent#FAILED]
/// @param at when it happened
/// @param status where it stands
/// @param attempts how often it was sent, replays included
/// @param last how the last attempt went; empty before it
/// @param nextAt when it is sent next, if it is pending
public record WebhookDelivery(
        DeliveryId id,
        WebhookId webhook,
        JobId job,
        long number,
        WebhookEvent event,
        Optional<FailureCode> failure,
        Instant at,
        WebhookDeliveryStatus status,
        int attempts,
        Optional<Attempt> last,
        Optional<Instant> nextAt) {

    /// One attempt that came to an end.
    ///
    /// @param at when it ended
    /// @param answer the status of HTTP, or 0 when there was none
    /// @param detail for people: what went wrong; empty when nothing did
    /// @param millis how long it took
    public record Attempt(Instant at, int answer, String detail, long millis) {}

    /// What is sent, the same with every attempt: a JSON document with `type`, `timestamp` and `data`. Nothing in it needs an
    /// escape.
    public String message() {
        return """
                {"type":"%s","timestamp":"%s","data":{"id":"%s","status":"%s","version":%d,"error_code":%s}}""".formatted(
                        event.word(),
                        at.truncatedTo(ChronoUnit.MILLIS),
                        job,
                        event.status().word(),
                        number,
                        failure.map(code -> '"' + code.word() + '"').orElse("null"));
    }
}
