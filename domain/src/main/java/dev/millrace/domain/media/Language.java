package dev.millrace.domain.media;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A language tag, such as `eng` or `pt-BR`.
///
/// @param tag two or three letters, then subtags (BCP 47), in the case it was given
public record Language(String tag) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    /// Refuses anything that is not shaped like a language tag, because tags end up in playlists.
    public Language {
        if (!SHAPE.matcher(tag).matches()) {
            throw new IllegalArgumentException("not a language tag");
        }
    }

    /// What a file says of its language; empty for `und`, for nothing and for nonsense.
    public static Optional<Language> said(String tag) {
        boolean usable = SHAPE.matcher(tag).matches() && !tag.equalsIgnoreCase("und");
        return usable ? Optional.of(new Language(tag.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    @Override
    public String toString() {
        return tag;
    }
}
