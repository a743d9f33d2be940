package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/// What the living workers are together.
@Introspected
record FleetRow(int slots, @Nullable Double pace) {}
