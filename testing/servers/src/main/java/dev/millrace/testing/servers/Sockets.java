package dev.millrace.testing.servers;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/// Ending connections without caring whether the other side was faster.
final class Sockets {

    private Sockets() {}

    /// The other side sees "connection reset" instead of an orderly end.
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        close(socket);
    }

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyClosed) {
            // Closed is what it had to be.
        }
    }
}
