package dev.millrace.domain.media;

/// How lines make a frame.
public enum Scan {
    /// Whole frames, or not said.
    PROGRESSIVE,
    /// Two fields, the upper lines first.
    TOP_FIELD_FIRST,
    /// Two fields, the lower lines first.
    BOTTOM_FIELD_FIRST;

    /// Whether frames are woven from two moments in time.
    public boolean interlaced() {
        return this != PROGRESSIVE;
    }
}
