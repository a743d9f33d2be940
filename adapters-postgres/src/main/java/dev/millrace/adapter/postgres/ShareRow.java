package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;

/// A tenant that has ready tasks of a class.
///
/// @param turn the number of this claim
@Introspected
record ShareRow(String tenantId, String priorityClass, long turn) {}
