package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;

/// A tenant that has ready tasks of a class, and how often it was served there.
@Introspected
record ShareRow(String tenantId, String priorityClass, long served) {}
