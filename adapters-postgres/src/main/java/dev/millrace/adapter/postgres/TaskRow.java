package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.task`.
@MappedEntity("task")
record TaskRow(
        String tenantId,
        UUID jobId,
        @Id String name,
        String kind,
        String work,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> needs,
        int rank,
        long weight,
        String state,
        int unmet,
        int attempts,
        int interruptions,
        long epoch,
        long settledEpoch,
        @Nullable Instant notBefore,
        @Nullable UUID workerId,
        @Nullable Instant leaseUntil,
        @Nullable Double progress,
        @Nullable String product,
        @Nullable String failureCode,
        @Nullable String failureSentence,
        @Nullable UUID attemptWorkerId,
        @Nullable Instant attemptStartedAt,
        @Nullable Instant attemptFinishedAt,
        long twinEpoch,
        @Nullable UUID twinWorkerId,
        @Nullable Instant twinStartedAt,
        @Nullable Instant twinLeaseUntil,
        @Nullable Double twinProgress) {

    /// The same without its twin.
    TaskRow alone() {
        return new TaskRow(
                tenantId,
                jobId,
                name,
                kind,
                work,
                needs,
                rank,
                weight,
                state,
                unmet,
                attempts,
                interruptions,
                epoch,
                settledEpoch,
                notBefore,
                workerId,
                leaseUntil,
                progress,
                product,
                failureCode,
                failureSentence,
                attemptWorkerId,
                attemptStartedAt,
                attemptFinishedAt,
                twinEpoch,
                null,
                null,
                null,
                null);
    }
}
