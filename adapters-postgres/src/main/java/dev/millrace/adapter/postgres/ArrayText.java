package dev.millrace.adapter.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/// Arrays as PostgreSQL reads them from text, for ids, names and words, none of which has a quote in it.
final class ArrayText {

    private ArrayText() {}

    static String of(Collection<?> values) {
        return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",", "{", "}"));
    }
}
