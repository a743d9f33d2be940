package dev.millrace.standalone.files;

import dev.millrace.adapter.local.SignedFiles.Answer;
import io.micronaut.http.HttpHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What a reader wants on which conditions (RFC 9110, 13).
///
/// @param headers of the request
/// @param file as it is now
record Conditions(HttpHeaders headers, Answer.Download file) {
    /// Whether the reader has these bytes already. A tag says more than a date.
    boolean notModified() {
        Optional<String> tags = header(HttpHeaders.IF_NONE_MATCH);
        if (tags.isPresent()) {
            return Arrays.stream(tags.get().split(",", -1))
                    .map(String::strip)
                    .anyMatch(tag -> tag.equals("*") || tag.equals(file.etag()) || tag.equals("W/" + file.etag()));
        }
        return header(HttpHeaders.IF_MODIFIED_SINCE)
                .flatMap(HttpDate::read)
                .filter(since -> !file.modified().isAfter(since))
                .isPresent();
    }

    /// The range asked for. One that was begun on other bytes is answered with the whole.
    RequestedRange range() {
        Optional<String> range = header(HttpHeaders.RANGE);
        boolean applies = header(HttpHeaders.IF_RANGE).map(this::isStill).orElse(true);
        return range.isPresent() && applies
                ? RequestedRange.of(range.get(), file.size().bytes())
                : new RequestedRange.Whole();
    }

    private boolean isStill(String tagOrDate) {
        Optional<Instant> date = HttpDate.read(tagOrDate);
        return date.map(file.modified()::equals).orElse(tagOrDate.equals(file.etag()));
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
