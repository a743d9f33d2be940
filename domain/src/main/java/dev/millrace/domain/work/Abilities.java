package dev.millrace.domain.work;

import java.util.Set;

/// What a worker can do, as it says itself.
///
/// @param kinds the kinds of work it knows
/// @param encoder its build of the encoders
public record Abilities(Set<WorkKind> kinds, EncoderFingerprint encoder) {
    /// Copies the set.
    public Abilities {
        kinds = Set.copyOf(kinds);
    }
}
