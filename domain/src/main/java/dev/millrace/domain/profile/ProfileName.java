package dev.millrace.domain.profile;

import java.util.regex.Pattern;

/// The name of a profile.
///
/// @param value 1 to 63 lower-case letters, digits and `-`, starting with a letter or digit
public record ProfileName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /// Refuses names of another shape.
    public ProfileName {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not a profile name");
        }
    }

    /// Whether a text could be the name of a profile.
    public static boolean wellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
