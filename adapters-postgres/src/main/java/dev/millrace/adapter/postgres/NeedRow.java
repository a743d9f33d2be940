package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/// How many tasks wait that ask the same of a worker.
@Introspected
record NeedRow(String kind, @Nullable String encoder, long ready) {}
