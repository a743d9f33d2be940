package dev.millrace.standalone.files;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// The form of dates in headers (RFC 9110, 5.6.7), such as `Fri, 02 Jan 2026 03:04:05 GMT`.
final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String of(Instant moment) {
        return FORM.format(moment);
    }

    /// The moment a header names; empty when it is no date.
    static Optional<Instant> read(String header) {
        try {
            return Optional.of(Instant.from(FORM.parse(header)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
