package dev.millrace.testkit.scenario;

import dev.millrace.application.port.ByteRange;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.testkit.MemoryMediaStore;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stored manifests point at.
final class Playlists {
    private static final Pattern LINK =
            Pattern.compile("(?:URI|media|sourceURL)=\"([^\"]+)\"|^([^#<\\s].*)$", Pattern.MULTILINE);

    private Playlists() {}

    /// The keys that all manifests of that extension name.
    static Set<String> linked(MemoryMediaStore media, String extension) throws Exception {
        Set<String> linked = new HashSet<>();
        for (ObjectKey key : media.keys()) {
            if (key.value().endsWith(extension)) {
                try (InputStream bytes = media.read(key, ByteRange.ALL)) {
                    String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                    linked.addAll(links(key, text));
                }
            }
        }
        return linked;
    }

    private static Set<String> links(ObjectKey playlist, String text) {
        Set<String> links = new HashSet<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            String link = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            links.add(URI.create("/" + playlist.value()).resolve(link).getPath().substring(1));
        }
        return links;
    }
}
