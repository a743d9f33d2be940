package dev.millrace.bootstrap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// The address by which clients reach a server, as its operator writes it.
public final class PublicUrl {
    private static final Set<String> NO_PATH = Set.of("", "/");

    private PublicUrl() {}

    /// Scheme, host and perhaps a port, without anything behind; empty when it is something else.
    public static Optional<URI> read(String text) {
        try {
            URI given = new URI(text);
            boolean fits = ("http".equals(given.getScheme()) || "https".equals(given.getScheme()))
                    && given.getHost() != null
                    && given.getUserInfo() == null
                    && given.getQuery() == null
                    && given.getFragment() == null
                    && NO_PATH.contains(given.getPath());
            return fits ? Optional.of(new URI(given.getScheme() + "://" + given.getAuthority())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
