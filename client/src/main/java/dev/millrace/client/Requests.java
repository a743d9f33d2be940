package dev.millrace.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends requests, reads answers, and repeats what a server asks to repeat.
final class Requests {
    /// The server waits for a probe for 15 seconds, and for nothing longer.
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int TRIES = 5;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new Moments()))
            .build();

    private final HttpClient http;
    private final URI server;
    private final Optional<String> key;

    Requests(HttpClient http, URI server, Optional<String> key) {
        this.http = http;
        this.server = server;
        this.key = key;
    }

    Requests key(String shown) {
        return new Requests(http, server, Optional.of(shown));
    }

    /// RFC 3339, as the server writes it.
    private static final class Moments extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        Moments() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.parse(parser.getText());
        }
    }

    /// Lists that an answer may lack.
    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).header("Accept", "application/json, text/event-stream");
        key.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        return request;
    }

    JsonNode get(String path) throws InterruptedException {
        return read(repeated(to(path).GET().timeout(TO_ANSWER).build()));
    }

    JsonNode post(String path) throws InterruptedException {
        return read(repeated(
                to(path).POST(BodyPublishers.noBody()).timeout(TO_ANSWER).build()));
    }

    JsonNode send(String method, String path, Map<String, Object> body, Map<String, String> headers)
            throws InterruptedException {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(write(body)))
                .timeout(TO_ANSWER);
        headers.forEach(request::header);
        return read(repeated(request.build()));
    }

    void delete(String path) throws InterruptedException {
        repeated(to(path).DELETE().timeout(TO_ANSWER).build());
    }

    /// Once, whatever comes of it.
    <T> HttpResponse<T> once(HttpRequest request, BodyHandler<T> handler) throws InterruptedException {
        try {
            return http.send(request, handler);
        } catch (IOException away) {
            throw new ServerUnreachable(request.method() + " " + request.uri().getPath(), away);
        }
    }

    private String repeated(HttpRequest request) throws InterruptedException {
        HttpResponse<String> answer = once(request, BodyHandlers.ofString());
        for (int tries = 1; tries < TRIES && later(answer.statusCode()); tries++) {
            Thread.sleep(pause(answer));
            answer = once(request, BodyHandlers.ofString());
        }
        if (answer.statusCode() >= 400) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    /// Nothing was done, and may be in a moment.
    private static boolean later(int status) {
        return status == 429 || status == 503;
    }

    private static Duration pause(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(wanted -> wanted.compareTo(LONGEST_PAUSE) <= 0)
                .orElse(USUAL_PAUSE);
    }

    static RequestRefused refused(int status, String body) {
        try {
            Problem told = JSON.readValue(body, Problem.class);
            return new RequestRefused(new Problem(status, told.code(), told.detail(), told.errors()));
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return new RequestRefused(new Problem(status, null, body, null));
        }
    }

    static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException("a server of Millrace answers JSON", notJson);
        }
    }

    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException other) {
            throw new IllegalStateException("not a " + type.getSimpleName() + " of this version of Millrace", other);
        }
    }

    private static String write(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, numbers and lists can be written", impossible);
        }
    }
}
