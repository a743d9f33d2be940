package dev.millrace.domain.identity;

import java.util.regex.Pattern;

/// The name of a task within its job, such as `probe`, `chunk-0003` or `remux-1080p`. It becomes part of object keys.
///
/// @param value lower-case letters, digits and `-`
public record TaskName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    /// Refuses names of another shape.
    public TaskName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a task name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
