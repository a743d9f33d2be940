package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/// A chunk that runs for long, and how fast the others of its job are.
@Introspected
record SlowRow(
        String tenantId,
        UUID jobId,
        String name,
        long epoch,
        long weight,
        double progress,
        int attempts,
        int interruptions,
        long runningMillis,
        int known,
        double rate) {}
