package dev.millrace.domain.plan;

import java.util.OptionalDouble;

/// The workers that are alive, as far as cutting a film and judging a queue need to know them.
///
/// @param slots how many tasks they run at once, at least 1
/// @param pace how many seconds of work, as [EncodeCost] estimates it, one slot does in a second; empty until somebody
///     has encoded a chunk
public record Fleet(int slots, OptionalDouble pace) {
    /// One slot that nothing is known of.
    public static final Fleet UNKNOWN = new Fleet(1, OptionalDouble.empty());

    /// Refuses fleets that do nothing.
    public Fleet {
        if (slots < 1) {
            throw new IllegalArgumentException("a fleet has at least one slot, not " + slots);
        }
        if (pace.isPresent() && !(pace.getAsDouble() > 0)) {
            throw new IllegalArgumentException("a pace is more than 0, not " + pace.getAsDouble());
        }
    }

    /// The pace as it was measured; without a measurement, that of the machine on which [EncodeCost] was.
    public double paceOrUsual() {
        return pace.orElse(1);
    }
}
