package dev.millrace.adapter.rest;

import dev.millrace.application.client.UseCases;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An HTTP server for the use cases of an engine.
///
/// It owns a Micronaut context that nobody else sees, so that an embedder need not run Micronaut, and may.
public final class RestApi implements AutoCloseable {
    /// Larger bodies are refused, unless they are read as a stream.
    static final int LARGEST_BODY = 1024 * 1024;

    /// All headers of a request together, in bytes.
    static final int LARGEST_HEADERS = 16 * 1024;

    /// The method, the path with its query, and the protocol, in bytes.
    static final int LARGEST_LINE = 8 * 1024;

    /// The longest that a request waits for anything is the probe's 15 seconds.
    private static final Duration TO_FINISH = Duration.ofSeconds(17);

    private static final System.Logger LOG = System.getLogger(RestApi.class.getName());

    private final ServerContext context;
    private final EmbeddedServer server;

    private RestApi(ServerContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /// Serves an engine's use cases until it is closed.
    ///
    /// @param useCases the engine's, see [dev.millrace.application.engine.TranscodingEngine#useCases]
    /// @param extensions further routes
    /// @throws RuntimeException when the port can't be had; its cause is a [java.net.BindException]
    public static RestApi start(RestConfig config, UseCases useCases, RestExtension... extensions) {
        ServerContext context = ServerContext.of(properties(config), List.of(extensions));
        try {
            context.give(config);
            context.give(useCases);
            context.start();
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new RestApi(context, server);
        } catch (RuntimeException failed) {
            context.close();
            throw failed;
        }
    }

    private static Map<String, Object> properties(RestConfig config) {
        return Map.of(
                "micronaut.application.name",
                "millrace",
                "micronaut.server.host",
                config.host(),
                // Micronaut's word for any free port.
                "micronaut.server.port",
                config.port() == 0 ? -1 : config.port(),
                "micronaut.server.max-request-buffer-size",
                LARGEST_BODY,
                // Of what is streamed to storage; a part of an upload is limited by its link.
                "micronaut.server.max-request-size",
                Long.MAX_VALUE,
                "micronaut.server.netty.max-header-size",
                LARGEST_HEADERS,
                "micronaut.server.netty.max-initial-line-length",
                LARGEST_LINE,
                // KnownCallers decides about pages of other sites, also where a proxy is in front.
                "micronaut.server.cors.localhost-pass-through",
                true,
                "micronaut.server.idle-timeout",
                config.idle().toSeconds() + "s");
    }

    /// Where the server is reached.
    public URI uri() {
        return server.getURI();
    }

    /// For tests.
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Accepts nothing more, lets requests come to their end, ends streams of events, and frees the port.
    @Override
    public void close() {
        context.getBean(EventStreams.class).end();
        finishRequests();
        server.stop();
        context.close();
    }

    /// An interrupt on the way ends the wait, and is kept.
    private void finishRequests() {
        if (server instanceof GracefulShutdownCapable open) {
            try {
                open.shutdownGracefully().toCompletableFuture().get(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException late) {
                LOG.log(System.Logger.Level.WARNING, "Requests are cut off that did not end in time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
