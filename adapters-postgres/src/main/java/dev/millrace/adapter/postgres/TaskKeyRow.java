package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/// Which task, and which of its attempts.
@Introspected
record TaskKeyRow(String tenantId, UUID jobId, String name, long epoch) {}
