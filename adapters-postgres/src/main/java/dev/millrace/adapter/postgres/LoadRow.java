package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;

/// What waits in a class.
@Introspected
record LoadRow(String priorityClass, long ready, long oldestMillis) {}
