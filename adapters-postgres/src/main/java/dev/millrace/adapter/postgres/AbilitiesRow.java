package dev.millrace.adapter.postgres;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/// What some workers can do.
///
/// @param kinds words with commas between them; null, and the encoder too, when they don't say
@Introspected
record AbilitiesRow(@Nullable String kinds, @Nullable String encoder) {}
