package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/// A job, and the upload that it waits for.
@Introspected
record FollowedRow(UUID id, String tenantId, UUID arrivingBy) {}
