package dev.millrace.domain.media;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A language tag, such as `eng` or `pt-BR`.
///
/// @param tag two or three letters, then subtags (BCP 47), in the case it was given
public record Language(String tag) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

    /// The two codes of ISO 639-2 for one language, where there are two. Matroska has the first, others the second.
    private static final Map<String, String> BIBLIOGRAPHIC_TO_TERMINOLOGICAL = Map.ofEntries(
            entry("alb", "sqi"),
            entry("arm", "hye"),
            entry("baq", "eus"),
            entry("bur", "mya"),
            entry("chi", "zho"),
            entry("cze", "ces"),
            entry("dut", "nld"),
            entry("fre", "fra"),
            entry("geo", "kat"),
            entry("ger", "deu"),
            entry("gre", "ell"),
            entry("ice", "isl"),
            entry("mac", "mkd"),
            entry("mao", "mri"),
            entry("may", "msa"),
            entry("per", "fas"),
            entry("rum", "ron"),
            entry("slo", "slk"),
            entry("tib", "bod"),
            entry("wel", "cym"));

    private static final Map<String, String> THREE_LETTERS_TO_TWO = Arrays.stream(Locale.getISOLanguages())
            .map(Locale::of)
            .collect(Collectors.toUnmodifiableMap(
                    Locale::getISO3Language, Locale::toLanguageTag, (first, second) -> first));

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

    /// The same language as the web writes it (RFC 5646, 4.5): two letters where there are two, and the usual case;
    /// `de` for `ger` and `deu`, `pt-BR` for `por-br`.
    public Language canonical() {
        int end = tag.indexOf('-') < 0 ? tag.length() : tag.indexOf('-');
        String primary = tag.substring(0, end).toLowerCase(Locale.ROOT);
        String code = BIBLIOGRAPHIC_TO_TERMINOLOGICAL.getOrDefault(primary, primary);
        String shortest = THREE_LETTERS_TO_TWO.getOrDefault(code, code);
        return new Language(Locale.forLanguageTag(shortest + tag.substring(end)).toLanguageTag());
    }

    @Override
    public String toString() {
        return tag;
    }
}
