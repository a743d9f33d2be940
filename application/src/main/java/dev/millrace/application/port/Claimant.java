package dev.millrace.application.port;

import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.WorkKind;
import java.util.OptionalInt;
import java.util.Set;

/// A worker that asks for a task, and what it can do.
///
/// @param worker who
/// @param kinds the kinds of work it knows; a worker of an older version knows fewer
/// @param encoder its build of the encoders; it gets chunks only of jobs that are encoded with the same, or with none yet
/// @param most how many tasks of one tenant may run at once, by all workers together; empty: any number
public record Claimant(WorkerId worker, Set<WorkKind> kinds, EncoderFingerprint encoder, OptionalInt most) {
    /// Copies the set, and refuses a limit that would let nothing run.
    public Claimant {
        kinds = Set.copyOf(kinds);
        if (most.isPresent() && most.getAsInt() < 1) {
            throw new IllegalArgumentException("at least one task of a tenant may run, not " + most.getAsInt());
        }
    }
}
