package dev.millrace.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/// A client of one server. It is safe for use by many threads.
///
/// ```java
/// try (var millrace = Millrace.at(URI.create("http://localhost:8080")).key(key)) {
///     Upload film = millrace.uploads().send(Path.of("film.mp4"));
///     Job job = millrace.jobs().submit(NewJob.ofUpload(film.uploadId()).profile("web"));
///     Job done = millrace.jobs().await(job.id(), Duration.ofHours(1));
/// }
/// ```
///
/// What the server refuses is thrown as [RequestRefused], a server that can't be reached as [ServerUnreachable]. While a
/// server is away for a moment (503, 429), requests are repeated for some seconds, as it asks.
public final class Millrace implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final Requests requests;

    private Millrace(HttpClient http, Requests requests) {
        this.http = http;
        this.requests = requests;
    }

    /// The server of that address, without a key.
    ///
    /// @param server such as `http://localhost:8080`
    public static Millrace at(URI server) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TO_CONNECT)
                .build();
        return new Millrace(http, new Requests(http, server, Optional.empty()));
    }

    /// The same server, shown a key with every request. Closing either client closes both.
    ///
    /// @param key such as `mlr_…`
    public Millrace key(String key) {
        return new Millrace(http, requests.key(key));
    }

    /// Submits, follows and changes jobs.
    public Jobs jobs() {
        return new Jobs(requests);
    }

    /// Sends files.
    public Uploads uploads() {
        return new Uploads(requests);
    }

    /// Waits for what is on its way, and closes connections.
    @Override
    public void close() {
        http.close();
    }
}
