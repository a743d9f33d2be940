package dev.millrace.domain.work;

import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.WorkerId;

/// One worker's claim on a task. It is proof of nothing but its epoch: whoever claimed later holds the task.
///
/// @param task which task
/// @param epoch of this claim
/// @param worker who claimed
public record Lease(TaskId task, Epoch epoch, WorkerId worker) {}
