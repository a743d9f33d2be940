package dev.millrace.domain.media;

/// A number of bytes.
///
/// @param bytes at least 0
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    /// Refuses negative sizes.
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is at least 0 bytes, not " + bytes);
        }
    }

    /// The sum.
    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }
}
