package dev.millrace.adapter.rest;

import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Under which names this server is reached, and which pages are its own.
///
/// A server without keys trusts whoever reaches it, and a browser reaches it for any page it shows. So names count: a page
/// can give its own name the address of this machine (DNS rebinding), but it can't give the name `localhost` to itself,
/// and no name is a literal address.
final class KnownNames {
    private final Set<String> names = new HashSet<>(Set.of("localhost"));
    private final Optional<String> publicOrigin;
    private final boolean loopbackAlone;

    KnownNames(RestConfig config) {
        names.add(config.host().toLowerCase(Locale.ROOT));
        config.publicUrl().map(KnownNames::host).ifPresent(names::add);
        this.publicOrigin = config.publicUrl().map(url -> origin(url.getScheme(), url.getRawAuthority()));
        this.loopbackAlone = literal(config.host())
                .map(InetAddress::isLoopbackAddress)
                .orElse(config.host().equalsIgnoreCase("localhost"));
    }

    /// @param authority a name or an address and perhaps a port, as in `Host`
    boolean names(String authority) {
        String host = withoutPort(authority).toLowerCase(Locale.ROOT);
        return names.contains(host)
                || literal(host)
                        .map(address -> address.isLoopbackAddress() || !loopbackAlone)
                        .orElse(false);
    }

    /// Whether the page was given by this server.
    ///
    /// @param origin as in `Origin`, such as `http://localhost:8080`
    /// @param authority by which the page now asks, as in `Host`. A proxy may speak HTTPS for this server, so the scheme
    ///     says nothing here
    boolean own(String origin, String authority) {
        String given = origin.toLowerCase(Locale.ROOT);
        String asked = authority.toLowerCase(Locale.ROOT);
        return given.equals("http://" + asked)
                || given.equals("https://" + asked)
                || publicOrigin.filter(given::equals).isPresent();
    }

    private static String host(URI url) {
        return withoutPort(url.getRawAuthority()).toLowerCase(Locale.ROOT);
    }

    private static String origin(String scheme, String authority) {
        String port = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
        String shown =
                authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
        return (scheme + "://" + shown).toLowerCase(Locale.ROOT);
    }

    /// The colons of an IPv6 address stand in brackets (RFC 3986, 3.2.2).
    private static String withoutPort(String authority) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /// Asks no name server.
    private static Optional<InetAddress> literal(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return Optional.of(InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
