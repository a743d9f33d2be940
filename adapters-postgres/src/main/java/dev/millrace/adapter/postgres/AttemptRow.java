package dev.millrace.adapter.postgres;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.Epoch;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `millrace.attempt` without its log.
@MappedEntity("attempt")
record AttemptRow(
        String tenantId,
        @Id UUID jobId,
        String taskName,
        long epoch,
        UUID workerId,
        Instant startedAt,
        Instant finishedAt,
        String result,
        @Nullable String failureCode,
        @Nullable String failureSentence) {

    EndedAttempt attempt() {
        return new EndedAttempt(
                new TenantId(tenantId),
                new TaskId(new JobId(jobId), new TaskName(taskName)),
                new Epoch(epoch),
                new WorkerId(workerId),
                startedAt,
                finishedAt,
                end(),
                failure());
    }

    private AttemptEnd end() {
        return Arrays.stream(AttemptEnd.values())
                .filter(end -> end.word().equals(result))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("attempts don't end as " + result));
    }

    /// A code of a newer version is told as a fault of an unknown kind.
    private Optional<Failure> failure() {
        return failureCode == null || failureSentence == null
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureCode.ofWord(failureCode).orElse(FailureCode.INTERNAL_ERROR), failureSentence));
    }
}
