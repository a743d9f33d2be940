package dev.millrace.client;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a webhook tells: that something happened to a job.
///
/// @param id the same with every attempt at sending it, so that it can be known again
/// @param type such as `job.completed`
/// @param timestamp when it happened
/// @param job to which
/// @param version of the job at that moment; the larger one is the newer
/// @param errorCode why the job failed, if it did
public record WebhookMessage(
        String id, String type, Instant timestamp, UUID job, long version, Optional<String> errorCode) {}
