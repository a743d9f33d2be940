package dev.millrace.domain.work;

/// A fencing token: how often a task was claimed. Every write by a worker carries the epoch of its claim, and only the
/// latest one counts.
///
/// @param value at least 0; 0 means never claimed
public record Epoch(long value) implements Comparable<Epoch> {
    /// Never claimed.
    public static final Epoch NONE = new Epoch(0);

    /// Refuses negative epochs.
    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("an epoch is at least 0, not " + value);
        }
    }

    /// The epoch of the next claim.
    public Epoch next() {
        return new Epoch(value + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }
}
