package dev.millrace.domain.work;

import java.util.Set;

/// What the workers that are alive and take tasks can do.
///
/// @param known each of their abilities once
/// @param others whether some don't say what they can do, as an earlier version does not; they are taken to be able to do
///     anything
public record Workforce(Set<Abilities> known, boolean others) {
    /// Copies the set.
    public Workforce {
        known = Set.copyOf(known);
    }
}
