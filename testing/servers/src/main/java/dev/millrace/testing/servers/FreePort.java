package dev.millrace.testing.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a port nobody listens on.
///
/// It lies below the range from which systems take the ports of outgoing connections (32768 on Linux, 49152 elsewhere),
/// so none of those can take it while a server restarts.
final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int TOO_HIGH = 32_000;

    private FreePort() {}

    static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, TOO_HIGH);
            if (isFree(port)) {
                return port;
            }
        }
    }

    /// One with another free one that far above it.
    static int findWith(int distance) {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, TOO_HIGH - distance);
            if (isFree(port) && isFree(port + distance)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
