package dev.millrace.standalone.playback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Persistence;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.Executors;

/// An engine with everything in memory, media in a folder, and a web server that plays its jobs.
final class PlayServer implements AutoCloseable {
    private final HttpServer server;
    private final MediaStore media;
    private final TranscodingEngine engine;
    private final PlayJob player;

    /// @param film the source of all jobs
    PlayServer(Path film, MediaTools tools, Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        media = FileMediaStore.passing(folder.resolve("media")).lending(film, new ObjectKey("film.mp4"));
        Persistence persistence = new MemoryPersistence(Clock.systemUTC(), new Random());
        engine = TranscodingEngine.builder()
                .persistence(persistence)
                .media(media)
                .tools(tools)
                .slots(2)
                .scratch(folder.resolve("scratch"))
                .start();
        player = new PlayJob(
                persistence,
                (key, _) -> URI.create(address() + "/media/" + key),
                new PlayTokens(new byte[PlayTokens.SHORTEST_KEY]),
                Clock.systemUTC());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jobs/", this::play);
        server.createContext("/media/", this::read);
        server.start();
    }

    TranscodingEngine engine() {
        return engine;
    }

    JobId submit(Profile profile) {
        return engine.submit(NewJob.of("film.mp4").profile(profile));
    }

    /// What a player opens.
    URI link(JobId job, String manifest) {
        return URI.create(
                address() + "/jobs/" + job + "/play/" + manifest + "?token=" + player.token(TenantId.DEFAULT, job));
    }

    @Override
    public void close() {
        engine.close();
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void play(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String token = exchange.getRequestURI().getQuery().substring("token=".length());
        switch (player.play(JobId.of(path[2]), token, path[4])) {
            case PlayJob.Answer.Manifest manifest -> {
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                send(exchange, 200, manifest.type().value(), manifest.text().getBytes(StandardCharsets.UTF_8));
            }
            case PlayJob.Answer.Refused refused ->
                send(exchange, 503, "text/plain", refused.failure().toString().getBytes(StandardCharsets.UTF_8));
            case PlayJob.Answer.Unknown _ -> send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private void read(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().substring("/media/".length());
        try (InputStream bytes = media.read(new ObjectKey(key), ByteRange.ALL)) {
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=31536000, immutable");
            send(exchange, 200, "video/mp4", bytes.readAllBytes());
        } catch (MediaFailed failed) {
            send(exchange, 404, "text/plain", failed.failure().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
