package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/// A task that a worker is on.
@Introspected
record HeldRow(UUID workerId, UUID jobId, String name, String kind, Instant since, double progress) {}
