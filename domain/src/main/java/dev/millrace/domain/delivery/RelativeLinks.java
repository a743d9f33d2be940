package dev.millrace.domain.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/// Links of a manifest that lies in the same storage as what it names: they hold wherever the whole tree is moved or
/// served from.
///
/// @param manifest where the manifest lies
public record RelativeLinks(ObjectKey manifest) implements Links<ObjectKey> {
    private static final String UNRESERVED_MARKS = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// A relative path (RFC 3986, 4.2) with everything percent-encoded but unreserved characters, so that no key can
    /// end an attribute or a line of a manifest, or look like a scheme.
    @Override
    public URI to(ObjectKey target) {
        List<String> here = segments(manifest);
        List<String> there = segments(target);
        int common = 0;
        while (common < Math.min(here.size(), there.size()) - 1
                && here.get(common).equals(there.get(common))) {
            common++;
        }
        List<String> path = new ArrayList<>(Collections.nCopies(here.size() - 1 - common, ".."));
        there.subList(common, there.size()).forEach(segment -> path.add(encoded(segment)));
        return URI.create(String.join("/", path));
    }

    private static List<String> segments(ObjectKey key) {
        return List.of(key.value().split("/", -1));
    }

    private static String encoded(String segment) {
        StringBuilder text = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved((char) octet)) {
                text.append((char) octet);
            } else {
                text.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return text.toString();
    }

    /// RFC 3986, 2.3.
    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || UNRESERVED_MARKS.indexOf(c) >= 0;
    }
}
