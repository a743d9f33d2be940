package dev.millrace.application.port;

/// A part of an object.
///
/// @param from the first byte, at least 0
/// @param length number of bytes at the most; [Long#MAX_VALUE] for all that follow
public record ByteRange(long from, long length) {
    /// The whole object.
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    /// Refuses negative ranges.
    public ByteRange {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("not a byte range: " + from + "+" + length);
        }
    }
}
