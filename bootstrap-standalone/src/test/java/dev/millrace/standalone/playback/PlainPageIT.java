package dev.millrace.standalone.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.rest.AccessKey;
import dev.millrace.adapter.rest.RestApi;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.domain.identity.JobId;
import dev.millrace.testing.servers.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page at `/` of a server that has a key, in a real browser.
class PlainPageIT {
    private static final String KEY = "the-key-of-this-test-and-no-secret";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_person_enters_the_key_and_sees_jobs_as_they_change() throws Exception {
        Path program = PlayerPage.program();
        Files.write(Files.createDirectory(folder.resolve("media")).resolve("film.mp4"), new byte[] {1});
        try (TranscodingEngine engine = TranscodingEngine.builder()
                        .media(FileMediaStore.at(folder.resolve("media")))
                        .slots(0)
                        .start();
                RestApi api = RestApi.start(RestConfig.onLoopback(0).key(AccessKey.of(KEY)), engine.useCases())) {
            JobId job = engine.submit(NewJob.of("film.mp4").profile("test"));
            HttpServer page = withVisitor(api.uri());
            try (Browser _ = Browser.open(program, address(page))) {
                List<String> before = List.of(next(), next(), next());
                cancel(api.uri(), job);

                assertThat(before).containsExactly("asked for a key", "told that it is wrong", "sees a job");
                assertThat(next()).isEqualTo("sees it change");
            } finally {
                page.stop(0);
            }
        }
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .orElse("nothing for a minute");
    }

    private void cancel(URI api, JobId job) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/jobs/" + job + "/cancel"))
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    /// Passes everything on to the server, and puts a script of ours into its page.
    private HttpServer withVisitor(URI api) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> passOn(exchange, api));
        server.createContext("/visitor.js", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/javascript");
            send(exchange, PlayerPage.resource("visitor.js"));
        });
        server.createContext("/report", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, new byte[0]);
        });
        server.start();
        return server;
    }

    private void passOn(HttpExchange exchange, URI api) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        api.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .ifPresent(value -> request.header("Authorization", value));
        HttpResponse<InputStream> answer = ask(request.build());
        List.of("Content-Type", "Content-Security-Policy")
                .forEach(name -> answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value)));
        try (exchange;
                InputStream body = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            if (exchange.getRequestURI().getPath().equals("/")) {
                String page = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                exchange.getResponseBody()
                        .write(page.replace("</head>", "<script src=\"/visitor.js\" defer></script></head>")
                                .getBytes(StandardCharsets.UTF_8));
            } else {
                copyAsItComes(body, exchange);
            }
        }
    }

    private static void copyAsItComes(InputStream body, HttpExchange exchange) throws IOException {
        byte[] some = new byte[8192];
        for (int read = body.read(some); read >= 0; read = body.read(some)) {
            exchange.getResponseBody().write(some, 0, read);
            exchange.getResponseBody().flush();
        }
    }

    private HttpResponse<InputStream> ask(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
