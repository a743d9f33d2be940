package dev.millrace.adapter.rest;

import java.time.Clock;
import java.time.Duration;

/// How the API is served.
///
/// @param host the name or address to listen on
/// @param port to listen on, 0 to 65535; 0 for any that is free
/// @param linkLife how long the download links that are handed out are good
/// @param clock for their expiry
public record RestConfig(String host, int port, Duration linkLife, Clock clock) {
    /// Refuses ports that are none and links that nobody could use.
    public RestConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (!linkLife.isPositive()) {
            throw new IllegalArgumentException("a link lives longer than nothing");
        }
    }

    /// For this machine alone, on that port.
    public static RestConfig onLoopback(int port) {
        return new RestConfig("127.0.0.1", port, Duration.ofHours(1), Clock.systemUTC());
    }

    /// On another address.
    public RestConfig host(String name) {
        return new RestConfig(name, port, linkLife, clock);
    }
}
