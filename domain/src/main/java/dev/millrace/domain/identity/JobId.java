package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of a job.
///
/// @param value a UUID of version 7 (RFC 9562), so that newer jobs sort behind older ones
public record JobId(UUID value) implements Comparable<JobId> {
    /// Reads the usual text form.
    ///
    /// @throws IllegalArgumentException when the text is no UUID
    public static JobId of(String text) {
        UUID value = UUID.fromString(text);
        // Java takes shortened groups too, so that one id would have many names.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a job id");
        }
        return new JobId(value);
    }

    /// In the order of creation; compared without sign, as PostgreSQL does.
    @Override
    public int compareTo(JobId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
