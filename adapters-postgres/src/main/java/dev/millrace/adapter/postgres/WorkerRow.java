package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.worker`.
@MappedEntity("worker")
record WorkerRow(
        @Id UUID id,
        String host,
        String version,
        int slots,
        Instant since,
        String state,
        boolean draining,
        Instant seenAt,
        @Nullable Double pace,
        @TypeDef(type = DataType.STRING_ARRAY) @Nullable List<String> kinds,
        @Nullable String encoder) {}
