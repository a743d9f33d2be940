package dev.millrace.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that answers what a test says, one request after the other, and fails in ways that a real one seldom does.
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final Queue<String> streams = new ConcurrentLinkedQueue<>();

    /// What was asked, in order: `GET /jobs/x` and what followed `Last-Event-ID` or `Idempotency-Key`.
    final List<String> asked = new CopyOnWriteArrayList<>();

    private record Reply(int status, Map<String, String> headers, String body) {}

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    ScriptedServer then(int status, Map<String, String> headers, String body) {
        script.add(new Reply(status, headers, body));
        return this;
    }

    /// A stream of events that ends there.
    ScriptedServer streaming(String events) {
        streams.add(events);
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            String more = Optional.ofNullable(headers.getFirst("Last-Event-ID"))
                    .or(() -> Optional.ofNullable(headers.getFirst("Idempotency-Key")))
                    .map(value -> " " + value)
                    .orElse("");
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + more);
            Reply reply = next(exchange.getRequestURI().getPath().endsWith("/events"));
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply next(boolean stream) {
        if (!stream) {
            return script.remove();
        }
        String events = streams.poll();
        return events == null ? new Reply(503, Map.of(), "{}") : new Reply(200, Map.of(), events);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
