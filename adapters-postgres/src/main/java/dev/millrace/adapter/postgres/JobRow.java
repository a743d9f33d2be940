package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.job`, with what its running tasks have done so far.
///
/// @param weightRunning the weights of running tasks, each times its progress
@MappedEntity("job")
record JobRow(
        @Id UUID id,
        String tenantId,
        String inputKey,
        @Nullable UUID arrivingBy,
        @Nullable Long arrived,
        String profile,
        int priority,
        String status,
        @Nullable String phase,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String source,
        @Nullable String plan,
        @Nullable String outputs,
        @Nullable String failureCode,
        @Nullable String failureSentence,
        @Nullable String encoder,
        long version,
        long weight,
        long weightDone,
        double weightRunning,
        boolean graphComplete,
        @Nullable String idempotencyFingerprint,
        String purpose,
        boolean paused) {}
