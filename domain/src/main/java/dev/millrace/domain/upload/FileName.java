package dev.millrace.domain.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A file's name as the person has it, such as `Ferien 2026 (final).mov`.
///
/// @param value 1 to 1024 bytes of UTF-8; no control character, no half of a character
public record FileName(String value) {
    private static final int LONGEST = 1024;
    private static final int LONGEST_STEM = 89;
    private static final int LONGEST_EXTENSION = 10;
    private static final String NAMELESS = "upload";

    /// Refuses names that no file has.
    public FileName {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not the name of a file");
        }
    }

    /// Whether a text could be a file's name.
    public static boolean wellFormed(String text) {
        return !text.isBlank()
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && text.codePoints().noneMatch(FileName::unprintable);
    }

    private static boolean unprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /// The name in a form that every file system, storage, URL and shell reads in one way: ASCII letters, digits, `.`,
    /// `_` and `-`, at most 100 of them, beginning with a letter or a digit. Folders before it are left out, accents are
    /// taken off, a run of anything else becomes one `-`, and the extension stays. A name of which nothing is left
    /// becomes `upload`.
    public String safe() {
        String last = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        String plain = Normalizer.normalize(last, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        int dot = plain.lastIndexOf('.');
        String extension = dot < 0 ? "" : tidy(plain.substring(dot + 1));
        boolean extended = !extension.isEmpty() && extension.length() <= LONGEST_EXTENSION;
        String stem = tidy(extended ? plain.substring(0, dot) : plain);
        String kept = shortened(stem.isEmpty() ? NAMELESS : stem);
        return extended ? kept + "." + extension : kept;
    }

    private static String tidy(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("-{2,}", "-")
                .replaceAll("^[._-]+|[._-]+$", "");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_STEM
                ? text
                : text.substring(0, LONGEST_STEM).replaceAll("[._-]+$", "");
    }

    @Override
    public String toString() {
        return value;
    }
}
