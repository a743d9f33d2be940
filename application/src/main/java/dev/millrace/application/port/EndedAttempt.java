package dev.millrace.application.port;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.Epoch;
import java.time.Instant;
import java.util.Optional;

/// An attempt at a task that is over, as the worker saw it that made it.
///
/// @param tenant whose job it is
/// @param task at what
/// @param epoch which attempt
/// @param worker who
/// @param startedAt by the worker's clock
/// @param finishedAt the same
/// @param end how it ended
/// @param failure why, where it failed
public record EndedAttempt(
        TenantId tenant,
        TaskId task,
        Epoch epoch,
        WorkerId worker,
        Instant startedAt,
        Instant finishedAt,
        AttemptEnd end,
        Optional<Failure> failure) {}
