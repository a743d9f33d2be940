package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;

/// What is left to do.
@Introspected
record BacklogRow(int jobs, long leftMillis, long wholeMillis, int unknown) {}
