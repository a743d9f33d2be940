package dev.millrace.domain.document;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody meant who wrote another.
final class NearMiss {
    private static final int LONGEST_WORD = 40;

    private NearMiss() {}

    /// The end of a message: `; did you mean "crf"?`, or nothing when no word is near.
    static String hint(String written, List<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }

    /// The word that differs least, if less than a third of it has to be changed. Case and separators don't count.
    private static Optional<String> nearest(String written, List<String> words) {
        if (written.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String plain = plain(written);
        return words.stream()
                .filter(word -> distance(plain, plain(word)) <= plain(word).length() / 3)
                .min(Comparator.comparingInt(word -> distance(plain, plain(word))));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }

    /// How many characters must be put in, taken out or replaced (V. I. Levenshtein, 1966), a row at a time.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
