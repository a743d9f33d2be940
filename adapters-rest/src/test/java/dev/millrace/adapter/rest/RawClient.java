package dev.millrace.adapter.rest;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sends bytes as they are, however little they look like a request, and reads what comes back. Connections are kept as
/// long as the server keeps them.
final class RawClient implements Closeable {
    /// A server that says nothing for so long hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI server;
    private @Nullable Socket socket;

    RawClient(URI server) {
        this.server = server;
    }

    /// What came back. Streams of events are left after their head.
    ///
    /// @param headers by their names in lower case
    record Reply(int status, Map<String, String> headers, String body) {}

    /// Empty when the server closes the connection without a word.
    ///
    /// @throws java.net.SocketTimeoutException when it hangs
    Optional<Reply> send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        Socket connection = connected();
        try {
            connection.getOutputStream().write(request);
            boolean head = new String(request, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ");
            return Optional.of(read(connection.getInputStream(), head));
        } catch (EOFException | SocketException closed) {
            close();
            // The server may have closed a connection that was idle, before it saw this request.
            return fresh ? Optional.empty() : send(request);
        }
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(server.getHost(), server.getPort());
            open.setTcpNoDelay(true);
            open.setSoTimeout((int) PATIENCE.toMillis());
            socket = open;
        }
        return open;
    }

    private Reply read(InputStream in, boolean head) throws IOException {
        String[] first = line(in).split(" ", 3);
        int status = Integer.parseInt(first[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return read(in, head);
        }
        boolean stream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        String body = stream || head ? "" : new String(body(in, status, headers), StandardCharsets.UTF_8);
        if (stream || headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
            close();
        }
        return new Reply(status, headers, body);
    }

    private static byte[] body(InputStream in, int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                whole.write(exactly(in, size));
                line(in);
            }
            line(in);
            return whole.toByteArray();
        }
        return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static byte[] exactly(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
