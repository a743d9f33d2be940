package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.MemoryTransfer;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More is asked of a server than it can answer.
class CrowdTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";
    private static final int RUNNING = 2;
    private static final int WAITING = 3;

    /// Those who look at the queue at the same moment: the threads of the group, and those of the server.
    private static final int MOST =
            RUNNING + WAITING + RUNNING + 2 * Runtime.getRuntime().availableProcessors();

    private static final int ASKED = 3 * MOST;

    @TempDir
    Path scratch;

    private final CountDownLatch release = new CountDownLatch(1);
    private RunningApi api;
    private String key;
    private String upload;

    @BeforeEach
    void start() throws Exception {
        MemoryMediaStore media = new MemoryMediaStore();
        api = new RunningApi(
                scratch,
                0,
                RestConfig.onLoopback(0)
                        .key(AccessKey.of(FIRST))
                        .probeWait(Duration.ofMinutes(1))
                        .limits(new RestLimits(1_000_000, RUNNING, WAITING, 2)),
                media,
                slow(new MemoryTransfer(media, Clock.systemUTC())));
        key = as(FIRST, "POST", "/keys", "{\"name\": \"a\", \"scopes\": [\"jobs:write\"]}")
                .json()
                .get("key")
                .textValue();
        upload = as(key, "POST", "/uploads", "{\"filename\": \"a.mp4\", \"size\": 9}")
                .json()
                .get("upload_id")
                .textValue();
    }

    @AfterEach
    void stop() {
        release.countDown();
        api.close();
    }

    @Test
    void what_is_too_much_is_refused_at_once_and_the_rest_is_answered() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> crowd = crowd();

        List<HttpResponse<String>> refused = answered(crowd, ASKED - MOST);

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"overloaded\"");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        });
        release.countDown();
        List<HttpResponse<String>> all = answered(crowd, ASKED);
        assertThat(all.stream().filter(answer -> answer.statusCode() == 200)).hasSizeBetween(RUNNING + WAITING, MOST);
        assertThat(as(key, "GET", "/jobs", "").status()).isEqualTo(200);
    }

    @Test
    void health_and_cancel_are_answered_when_nothing_else_is() throws Exception {
        String job = as(key, "POST", "/jobs", "{\"input_key\": \"" + RunningApi.INPUT + "\"}")
                .json()
                .get("id")
                .textValue();
        List<CompletableFuture<HttpResponse<String>>> crowd = crowd();
        answered(crowd, ASKED - MOST);

        assertThat(as(key, "GET", "/jobs", "").status()).isEqualTo(503);
        assertThat(api.get("/health").status()).isEqualTo(200);
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready").status()).isEqualTo(200);
        Answer canceled = as(key, "POST", "/jobs/" + job + "/cancel", "");

        assertThat(canceled.status()).as(canceled.text()).isEqualTo(200);
        assertThat(canceled.json().get("status").textValue()).isEqualTo("canceled");
    }

    /// They would fill the most urgent class of tasks, too.
    @Test
    void so_many_probes_are_waited_for_and_no_more() throws Exception {
        String probe = "{\"input_key\": \"" + RunningApi.INPUT + "\"}";
        CompletableFuture<HttpResponse<String>> first =
                api.client.sendAsync(request("POST", "/probe", probe), HttpResponse.BodyHandlers.ofString());
        RunningApi.eventually(() -> queued() == 1);

        Answer second = as(key, "POST", "/jobs?dry_run=true", probe);

        assertThat(second.status()).isEqualTo(503);
        assertThat(second.json().get("code").textValue()).isEqualTo("overloaded");
        assertThat(first.isDone()).isFalse();
        first.cancel(true);
    }

    @Test
    void so_many_clients_of_events_are_served_and_no_more() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            streams.add(api.client.send(request("GET", "/events", ""), HttpResponse.BodyHandlers.ofInputStream()));
            assertThat(streams.getLast().body().read()).isEqualTo(':');
        }

        Answer third = as(key, "GET", "/events", "");
        streams.getFirst().body().close();

        assertThat(third.status()).isEqualTo(503);
        assertThat(third.json().get("code").textValue()).isEqualTo("overloaded");
        RunningApi.eventually(() -> status("/events") == 200);
        streams.getLast().body().close();
    }

    /// Every client asks again as soon as it is answered.
    @Test
    void under_a_flood_every_answer_is_one_or_the_other_and_health_comes_in_time() throws Exception {
        release.countDown();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(1);
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                clients.add(all.submit(() -> {
                    while (enough.getCount() > 0) {
                        Answer answer = as(key, "GET", "/uploads/" + upload, "");
                        assertThat(answer.status()).as(answer.text()).isIn(200, 503);
                        (answer.status() == 200 ? served : refused).incrementAndGet();
                    }
                    return true;
                }));
            }
            for (int i = 0; i < 10 || refused.get() == 0; i++) {
                CompletableFuture<HttpResponse<String>> health = api.client.sendAsync(
                        HttpRequest.newBuilder(api.uri("/health")).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(health.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            enough.countDown();
            for (Future<?> client : clients) {
                client.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(served).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
    }

    private long queued() {
        return api.outage.tasks().queue().stream()
                .mapToLong(load -> load.ready())
                .sum();
    }

    private int status(String path) {
        try {
            return api.status("GET", path, "", Map.of("Authorization", "Bearer " + key));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /// Looks at an upload hold a thread each until they are released.
    private List<CompletableFuture<HttpResponse<String>>> crowd() {
        List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            crowd.add(api.client.sendAsync(
                    request("GET", "/uploads/" + upload, ""), HttpResponse.BodyHandlers.ofString()));
        }
        return crowd;
    }

    private static List<HttpResponse<String>> answered(List<CompletableFuture<HttpResponse<String>>> crowd, int number)
            throws Exception {
        RunningApi.eventually(
                () -> crowd.stream().filter(CompletableFuture::isDone).count() >= number);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : crowd) {
            if (each.isDone()) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private DirectTransfer slow(DirectTransfer real) {
        return (DirectTransfer) Proxy.newProxyInstance(
                DirectTransfer.class.getClassLoader(),
                new Class<?>[] {DirectTransfer.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("arrived")) {
                        release.await();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(api.uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Answer as(String shown, String method, String path, String body) throws Exception {
        return api.send(
                method, path, body, Map.of("Authorization", "Bearer " + shown, "Content-Type", "application/json"));
    }
}
