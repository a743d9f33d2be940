package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;

/// How many workers are in a state.
@Introspected
record CensusRow(String state, int workers) {}
