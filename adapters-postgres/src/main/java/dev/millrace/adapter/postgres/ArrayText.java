package dev.millrace.adapter.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/// Arrays as PostgreSQL reads them from text, for values that need no quotes: ids, names and words.
final class ArrayText {

    private ArrayText() {}

    static String of(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
