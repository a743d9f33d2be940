package dev.millrace.standalone.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes a request asks for (RFC 9110, 14).
sealed interface RequestedRange {
    /// All of them: none were named, or in a form that a server may pass over, such as several ranges at once.
    record Whole() implements RequestedRange {}

    /// Some of them.
    ///
    /// @param from the first, at least 0
    /// @param length how many, at least 1
    record Part(long from, long length) implements RequestedRange {
        /// For the `Content-Range`.
        String of(long size) {
            return "bytes " + from + "-" + (from + length - 1) + "/" + size;
        }
    }

    /// None that are there.
    record Unsatisfiable() implements RequestedRange {}

    /// Reads the header.
    ///
    /// @param header the value of `Range`
    /// @param size of the whole, in bytes
    static RequestedRange of(String header, long size) {
        Matcher range = Form.BYTES.matcher(header.strip());
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Form.number(last), size);
        }
        long from = Form.number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Form.number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static RequestedRange suffix(long length, long size) {
        if (length == 0 || size == 0) {
            return new Unsatisfiable();
        }
        long counted = Math.min(length, size);
        return new Part(size - counted, counted);
    }

    /// How a range is written.
    final class Form {
        private static final Pattern BYTES = Pattern.compile("bytes\\s*=\\s*(\\d*)-(\\d*)", Pattern.CASE_INSENSITIVE);
        private static final int MOST_DIGITS = 18;

        private Form() {}

        /// More digits than any file has bytes are as good as without end.
        private static long number(String digits) {
            return digits.length() > MOST_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(digits);
        }
    }
}
