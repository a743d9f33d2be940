package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.application.client.CheckHealth;
import dev.millrace.application.client.PlayTokens;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.MemoryTransfer;
import dev.millrace.testkit.Outage;
import dev.millrace.testkit.ScriptedTools;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The real server over an engine in memory, and a client for it.
final class RunningApi implements AutoCloseable {
    static final String INPUT = "uploads/test/video.mp4";
    static final byte[] PLAY_KEY = new byte[PlayTokens.SHORTEST_KEY];

    final ScriptedTools tools = new ScriptedTools(Duration.ofSeconds(30));
    final MemoryMediaStore media;
    final DirectTransfer transfer;
    final Outage outage = new Outage(new MemoryPersistence(Clock.systemUTC(), new Random(1)));
    final TranscodingEngine engine;
    final RestApi api;
    final Contract contract;

    /// Each operation with each status that it was answered with, such as `getJob 404`.
    final Set<String> seen = ConcurrentHashMap.newKeySet();

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningApi(Path scratch, int slots) {
        this(scratch, slots, RestConfig.onLoopback(0));
    }

    RunningApi(Path scratch, int slots, RestConfig config) {
        this(scratch, slots, config, new MemoryMediaStore());
    }

    private RunningApi(Path scratch, int slots, RestConfig config, MemoryMediaStore media) {
        this(scratch, slots, config, media, new MemoryTransfer(media, Clock.systemUTC()));
    }

    /// @param transfer signs links to what is in `media`
    RunningApi(Path scratch, int slots, MemoryMediaStore media, DirectTransfer transfer) {
        this(scratch, slots, RestConfig.onLoopback(0), media, transfer);
    }

    /// @param transfer signs links to what is in `media`
    RunningApi(Path scratch, int slots, RestConfig config, MemoryMediaStore media, DirectTransfer transfer) {
        this.media = media;
        this.transfer = transfer;
        media.put(new ObjectKey(INPUT), new byte[] {1});
        engine = TranscodingEngine.builder()
                .media(media)
                .transfer(transfer)
                .sender(HookSender.reaching(ReachableNetworks.publicAnd("127.0.0.0/8")))
                .playKey(PLAY_KEY)
                .tools(tools)
                .slots(slots)
                .scratch(scratch)
                .heartbeat(Duration.ofMillis(100))
                .persistence(outage)
                .part(new CheckHealth.Part(
                        "ffmpeg",
                        () -> new CheckHealth.Component("ffmpeg", CheckHealth.Status.UP, "8.0, in a sandbox")))
                .chunkPolicy(new ChunkPolicy.Even(2, 1, 4))
                .start();
        api = RestApi.start(config, engine.useCases());
        contract = Contract.of(this);
    }

    /// An answer.
    record Answer(int status, java.net.http.HttpHeaders headers, String text) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException notJson) {
                throw new UncheckedIOException(text, notJson);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /// Every route there is, such as `GET /jobs/{id}`.
    List<String> routes() {
        return api.bean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .distinct()
                .sorted()
                .toList();
    }

    Answer get(String path) throws Exception {
        return send("GET", path, "", Map.of());
    }

    Answer post(String path, String body) throws Exception {
        return send("POST", path, body, Map.of("Content-Type", "application/json"));
    }

    /// Everything that goes this way is held against the description of the API.
    Answer send(String method, String path, String body, Map<String, String> headers) throws Exception {
        HttpResponse<String> response =
                client.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
        Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
        check(new Contract.Asked(method, path, headers, body), answer);
        return answer;
    }

    /// Leaves the body, which a stream of events has no end of.
    int status(String method, String path, String body, Map<String, String> headers) throws Exception {
        return ask(method, path, body, headers).statusCode();
    }

    /// The same with the headers.
    HttpResponse<InputStream> ask(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        HttpResponse<InputStream> response =
                client.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        contract.operation(method, path).ifPresent(operation -> seen.add(operation.id() + " " + response.statusCode()));
        return response;
    }

    private void check(Contract.Asked asked, Answer answer) {
        contract.operation(asked.method(), asked.path())
                .ifPresent(operation -> seen.add(operation.id() + " " + answer.status()));
        assertThat(contract.violations(asked, answer))
                .as(asked.method() + " " + asked.target() + " was answered " + answer.status() + ": " + answer.text())
                .isEmpty();
    }

    private HttpRequest request(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    URI uri(String path) {
        return URI.create(api.uri() + path);
    }

    /// Submits a job of the small profile and answers its id.
    String submit() throws Exception {
        return post("/jobs", "{\"input_key\": \"" + INPUT + "\", \"profile\": \"test\"}")
                .json()
                .get("id")
                .textValue();
    }

    /// Waits until a job is over.
    JsonNode finished(String id) throws Exception {
        engine.await(dev.millrace.domain.identity.JobId.of(id), Duration.ofMinutes(1));
        return get("/jobs/" + id).json();
    }

    /// Looks again and again, for ten seconds at most.
    static void eventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come true within ten seconds");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        client.close();
        api.close();
        engine.close();
    }
}
