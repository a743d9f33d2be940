package dev.millrace.adapter.rest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the API is served.
///
/// @param host the name or address to listen on
/// @param port to listen on, 0 to 65535; 0 for any that is free
/// @param linkLife how long the download links that are handed out are good
/// @param probeWait how long a probe or a dry run is waited for before the client is told to ask again
/// @param idle a connection on which nothing comes and goes for so long, in whole seconds, is closed; longer than any
///     answer takes
/// @param publicUrl by which clients come where it is not the address listened on: that of a proxy, say
/// @param key what callers must know; empty: nobody is asked
/// @param origins of pages of other sites that may ask and be told, each as browsers write it in `Origin`
/// @param limits how much is taken on at once
/// @param accessLog whether a line is logged for every request
/// @param clock for the expiry of links
public record RestConfig(
        String host,
        int port,
        Duration linkLife,
        Duration probeWait,
        Duration idle,
        Optional<URI> publicUrl,
        Optional<AccessKey> key,
        Set<String> origins,
        RestLimits limits,
        boolean accessLog,
        Clock clock) {
    /// Clients and proxies give up after half a minute, and headers are read in less than a second.
    private static final Duration PROBE_WAIT = Duration.ofSeconds(15);

    /// Streams of events are never idle for longer than 15 s.
    private static final Duration IDLE = Duration.ofSeconds(60);

    /// Refuses ports that are none and links that nobody could use, and copies the set.
    public RestConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (!linkLife.isPositive()) {
            throw new IllegalArgumentException("a link lives longer than nothing");
        }
        if (probeWait.isNegative()) {
            throw new IllegalArgumentException("nobody waits for less than nothing");
        }
        if (publicUrl
                .filter(url -> url.getScheme() == null || url.getHost() == null)
                .isPresent()) {
            throw new IllegalArgumentException("a public address has a scheme and a host");
        }
        origins = Set.copyOf(origins);
        if (idle.toSeconds() < 1) {
            throw new IllegalArgumentException("a connection is idle for a second at least before it is closed");
        }
    }

    /// For this machine alone, on that port.
    public static RestConfig onLoopback(int port) {
        return new RestConfig(
                "127.0.0.1",
                port,
                Duration.ofHours(1),
                PROBE_WAIT,
                IDLE,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                RestLimits.STANDARD,
                false,
                Clock.systemUTC());
    }

    /// On another address.
    public RestConfig host(String name) {
        return new RestConfig(name, port, linkLife, probeWait, idle, publicUrl, key, origins, limits, accessLog, clock);
    }

    /// Waits for probes and dry runs for so long.
    public RestConfig probeWait(Duration atMost) {
        return new RestConfig(host, port, linkLife, atMost, idle, publicUrl, key, origins, limits, accessLog, clock);
    }

    /// Closes connections that are idle for so long.
    public RestConfig idle(Duration atMost) {
        return new RestConfig(
                host, port, linkLife, probeWait, atMost, publicUrl, key, origins, limits, accessLog, clock);
    }

    /// Is reached by that address too.
    public RestConfig publicUrl(URI address) {
        return new RestConfig(
                host, port, linkLife, probeWait, idle, Optional.of(address), key, origins, limits, accessLog, clock);
    }

    /// Asks callers for that key.
    public RestConfig key(AccessKey known) {
        return new RestConfig(
                host,
                port,
                linkLife,
                probeWait,
                idle,
                publicUrl,
                Optional.of(known),
                origins,
                limits,
                accessLog,
                clock);
    }

    /// Lets pages of those origins ask and be told, too.
    public RestConfig origins(Set<String> allowed) {
        return new RestConfig(host, port, linkLife, probeWait, idle, publicUrl, key, allowed, limits, accessLog, clock);
    }

    /// Takes on so much at once.
    public RestConfig limits(RestLimits given) {
        return new RestConfig(host, port, linkLife, probeWait, idle, publicUrl, key, origins, given, accessLog, clock);
    }

    /// Logs a line for every request, or none.
    public RestConfig accessLog(boolean wanted) {
        return new RestConfig(host, port, linkLife, probeWait, idle, publicUrl, key, origins, limits, wanted, clock);
    }
}
