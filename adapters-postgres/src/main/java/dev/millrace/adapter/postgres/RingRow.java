package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/// A task that became ready, and the class it waits in.
@Introspected
record RingRow(UUID jobId, String name, String priorityClass) {}
