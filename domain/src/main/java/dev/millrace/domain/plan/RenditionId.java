package dev.millrace.domain.plan;

import java.util.regex.Pattern;

/// The name of a rendition within its job, such as `1080p` or `audio-1`. It becomes part of file names.
///
/// @param value lower-case letters, digits and `-`
public record RenditionId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /// Refuses names of another shape.
    public RenditionId {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not a rendition id");
        }
    }

    /// Whether a text could be one.
    public static boolean wellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
