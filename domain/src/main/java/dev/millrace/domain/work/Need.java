package dev.millrace.domain.work;

import java.util.Optional;

/// What a task asks of the worker that does it.
///
/// @param kind of work
/// @param encoder the build that a chunk must be encoded with; empty for other tasks, and for the first chunk of a job
public record Need(WorkKind kind, Optional<EncoderFingerprint> encoder) {
    /// What a task asks.
    ///
    /// @param pinned the build that its job's chunks are encoded with
    public static Need of(Task task, Optional<EncoderFingerprint> pinned) {
        WorkKind kind = task.work().kind();
        return new Need(kind, kind == WorkKind.ENCODE_CHUNK ? pinned : Optional.empty());
    }
}
