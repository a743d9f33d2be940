package dev.millrace.adapter.local;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A link as a request brings it: anybody may have written it.
///
/// @param link what it says it permits
/// @param signature what it says proves that
record SentLink(Link link, String signature) {
    private static final String OBJECTS = "objects/";
    private static final Pattern PART = Pattern.compile("parts/([0-9a-f]{32})/([1-9][0-9]{0,4})");
    private static final Pattern PAIR = Pattern.compile("(size|expires|signature)=([A-Za-z0-9_-]{1,64})");
    /// Up to the year 5138, and sizes far beyond any part.
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,10}");

    /// Reads a request; empty when it has not the form of a link.
    ///
    /// @param path below the base of all links, percent-encoded, with or without a `/` before it
    /// @param query as sent, without the `?`
    static Optional<SentLink> of(String path, String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            Matcher value = PAIR.matcher(pair);
            if (!value.matches() || values.put(value.group(1), value.group(2)) != null) {
                return Optional.empty();
            }
        }
        String signature = values.remove("signature");
        String expires = values.remove("expires");
        if (signature == null || expires == null || !NUMBER.matcher(expires).matches()) {
            return Optional.empty();
        }
        return link(path.startsWith("/") ? path.substring(1) : path, values, Instant.ofEpochSecond(number(expires)))
                .map(link -> new SentLink(link, signature));
    }

    private static Optional<Link> link(String path, Map<String, String> values, Instant expires) {
        Matcher part = PART.matcher(path);
        if (part.matches()) {
            int number = Integer.parseInt(part.group(2));
            String size = values.getOrDefault("size", "");
            boolean possible =
                    number <= UploadParts.MOST && NUMBER.matcher(size).matches() && number(size) > 0;
            return possible
                    ? Optional.of(
                            new Link.Send(part.group(1), new UploadPart(number, new ByteSize(number(size))), expires))
                    : Optional.empty();
        }
        if (!path.startsWith(OBJECTS) || !values.isEmpty()) {
            return Optional.empty();
        }
        return Percent.decoded(path.substring(OBJECTS.length()))
                .filter(ObjectKey::wellFormed)
                .map(key -> new Link.Read(new ObjectKey(key), expires));
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }
}
