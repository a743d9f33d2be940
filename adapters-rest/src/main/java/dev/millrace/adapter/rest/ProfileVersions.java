package dev.millrace.adapter.rest;

import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.domain.failure.FailureCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The versions of profiles as entity tags (RFC 9110, 8.8.3 and 13.1), by which clients don't overwrite what they have not
/// seen.
final class ProfileVersions {
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private ProfileVersions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /// What a request wants to be so before it changes anything. A tag of another form is that of no version.
    ///
    /// @throws Refused for what can't be meant
    static Condition condition(HttpHeaders headers) {
        List<String> match = headers.getAll(HttpHeaders.IF_MATCH);
        List<String> noneMatch = headers.getAll(HttpHeaders.IF_NONE_MATCH);
        if (match.isEmpty() && noneMatch.isEmpty()) {
            return new Condition.Any();
        }
        if (match.isEmpty() && anything(noneMatch)) {
            return new Condition.Absent();
        }
        if (!noneMatch.isEmpty()) {
            throw new Refused(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    FailureCode.REQUEST_MALFORMED,
                    "A change takes If-Match with the ETag that was seen, or If-None-Match: * for a profile that must be"
                            + " new."));
        }
        return anything(match) ? new Condition.Present() : versions(match);
    }

    private static boolean anything(List<String> header) {
        return header.size() == 1 && header.getFirst().strip().equals("*");
    }

    private static Condition versions(List<String> header) {
        return new Condition.OneOf(header.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(tag -> TAG.matcher(tag.strip()))
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .collect(Collectors.toSet()));
    }
}
