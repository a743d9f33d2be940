package dev.millrace.standalone.playback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaTools;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.profile.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// An engine with everything in memory, media in a folder, and a web server that plays its jobs.
final class PlayServer implements AutoCloseable {
    private final HttpServer server;
    private final SignedFiles files;
    private final TranscodingEngine engine;
    private final PlayJob player;

    /// @param film the source of all jobs
    PlayServer(Path film, MediaTools tools, Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FileMediaStore store = FileMediaStore.passing(folder.resolve("media"));
        files = SignedFiles.over(store, () -> URI.create(address() + "/files"), folder.resolve("link.key"));
        engine = TranscodingEngine.builder()
                .media(store.lending(film, new ObjectKey("film.mp4")))
                .transfer(files)
                .tools(tools)
                .slots(2)
                .scratch(folder.resolve("scratch"))
                .chunkPolicy(new ChunkPolicy.Even(2, 1, 4))
                .start();
        player = engine.player().orElseThrow();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jobs/", this::play);
        server.createContext("/files/", this::read);
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
        switch (played(JobId.of(path[2]), token, path[4])) {
            case PlayJob.Answer.Manifest manifest -> {
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                send(exchange, 200, manifest.type().value(), manifest.text().getBytes(StandardCharsets.UTF_8));
            }
            case PlayJob.Answer.Refused refused ->
                send(exchange, 503, "text/plain", refused.failure().toString().getBytes(StandardCharsets.UTF_8));
            case PlayJob.Answer.Unknown _ -> send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private PlayJob.Answer played(JobId job, String token, String name) {
        try {
            return player.play(job, token, name);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String path = asked.getRawPath().substring("/files".length());
        if (files.answer(exchange.getRequestMethod(), path, asked.getRawQuery())
                instanceof SignedFiles.Answer.Download download) {
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=31536000, immutable");
            send(exchange, 200, download.type().value(), Files.readAllBytes(download.file()));
        } else {
            send(exchange, 403, "text/plain", new byte[0]);
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
