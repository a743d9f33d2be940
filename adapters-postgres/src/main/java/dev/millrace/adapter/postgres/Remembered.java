package dev.millrace.adapter.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Values by the document they were read from, the latest few. Every task of a job comes with the same plan.
///
/// @param <T> a value that never changes
final class Remembered<T> {

    /// Jobs take turns, so as many as a process may be on at once.
    private static final int MOST = 32;

    private final Map<String, T> values = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST;
        }
    };
    private final Function<String, T> read;

    /// @param read makes the value of a document
    Remembered(Function<String, T> read) {
        this.read = read;
    }

    T of(String document) {
        synchronized (values) {
            T known = values.get(document);
            if (known != null) {
                return known;
            }
        }
        T value = read.apply(document);
        synchronized (values) {
            values.put(document, value);
        }
        return value;
    }
}
