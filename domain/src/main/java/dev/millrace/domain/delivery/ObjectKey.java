package dev.millrace.domain.delivery;

import java.nio.charset.StandardCharsets;

/// The name of an object in storage: segments joined by `/`, such as `uploads/test/video.mp4`.
///
/// @param value 1 to 1024 bytes of UTF-8; no empty, `.` or `..` segment, no control character, no backslash, no half
///     of a character
public record ObjectKey(String value) {
    /// Longest key in bytes of UTF-8, the limit of Amazon S3.
    public static final int LONGEST = 1024;

    /// Refuses keys that a file system or an S3 server could read in two ways.
    public ObjectKey {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not an object key");
        }
    }

    /// Whether a text could be an object key.
    public static boolean wellFormed(String text) {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return false;
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || isHalfACharacter(c) || c == '\\')) {
            return false;
        }
        for (String segment : text.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /// A surrogate alone has no form in UTF-8, so that different texts would become the same bytes.
    private static boolean isHalfACharacter(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    /// The part after the last `/`.
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
