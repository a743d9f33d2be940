package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An API that is held open by many who say nothing, and whose connections to the database are all waiting for a lock.
///
/// The lock is held for less than the 20 s after which a statement without an answer is given up;
/// `-Dmillrace.faults=full` comes nearer to them.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrowdedApiIT {
    private static final boolean FULL = "full".equals(System.getProperty("millrace.faults"));
    private static final int IDLE = 300;
    private static final int REQUESTS = 40;

    /// More than an API works on and lets wait.
    private static final int LOOKS = 400;
    private static final String QUESTION = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// How the document ends.
    private static final String ANSWERED = "{}}";
    private static final Duration LOCKED = Duration.ofSeconds(FULL ? 12 : 8);

    /// Of one that needs no database, also on a machine that is busy.
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @Test
    void it_stays_alive_refuses_clearly_and_loses_nothing() throws Exception {
        try (Cluster cluster = Cluster.ofServers();
                HttpClient http = HttpClient.newHttpClient();
                Client client = new Client(Cluster.address(cluster.launchApi(Map.of())))) {
            Crew crew = Crew.of(cluster, 2, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", "3000"));
            crew.awaitReady();
            List<Held> idle = hold(client.api());
            Crew.submit(client, 2, "hls");
            crew.until("select count(*) > 0 from millrace.task where state = 'running' and kind = 'encode_chunk'");

            List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
            try (Connection holder = cluster.database().dataSource().getConnection();
                    Statement lock = holder.createStatement()) {
                holder.setAutoCommit(false);
                lock.execute("lock table millrace.job in access exclusive mode");
                for (int i = 0; i < REQUESTS; i++) {
                    requests.add(http.sendAsync(creation(client.api()), BodyHandlers.ofString()));
                }
                assertRefusedAtOnce(http, client.api());
                assertAliveWhile(http, client.api(), LOCKED);
                holder.rollback();
            }

            int accepted =
                    2 + accepted(requests) + Crew.submit(client, 1, "hls").size();
            for (Held each : idle) {
                each.asked().socket().close();
            }
            crew.untilAllIsOver();
            assertThat(crew.one("select count(*) from millrace.job where status = 'completed'"))
                    .isEqualTo(Integer.toString(accepted));
            assertThat(crew.one("select count(*) from millrace.job")).isEqualTo(Integer.toString(accepted));
            assertThat(crew.one("select sum(interruptions) from millrace.task")).isEqualTo("0");
            assertThat(crew.violations()).isEmpty();
            assertThat(crew.violationsInStorage()).isEmpty();
        }
    }

    /// Clients that have asked once, that have begun to ask, and that say nothing.
    private static List<Held> hold(URI api) throws IOException {
        List<Held> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            Held held = Held.by(api);
            idle.add(
                    switch (i % 3) {
                        case 0 -> held.asked();
                        case 1 -> held.said(QUESTION.length() / 2);
                        default -> held;
                    });
        }
        return idle;
    }

    private static HttpRequest creation(URI api) {
        return HttpRequest.newBuilder(api.resolve("/jobs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Crew.request("hls")))
                .build();
    }

    /// Those who come last are not left to wait.
    private static void assertRefusedAtOnce(HttpClient http, URI api) throws Exception {
        BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();
        HttpRequest look = HttpRequest.newBuilder(api.resolve("/jobs")).build();
        List<CompletableFuture<Boolean>> looks = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            looks.add(http.sendAsync(look, BodyHandlers.ofString()).thenApply(answers::add));
        }
        HttpResponse<String> first = answers.poll(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.statusCode()).as(first.body()).isEqualTo(503);
        assertThat(first.body()).contains("\"code\":\"overloaded\"");
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
        assertThat(looks).anyMatch(each -> !each.isDone());
    }

    private static void assertAliveWhile(HttpClient http, URI api, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        HttpRequest alive = HttpRequest.newBuilder(api.resolve("/health/live"))
                .timeout(AT_ONCE)
                .build();
        HttpRequest ready = HttpRequest.newBuilder(api.resolve("/health/ready"))
                .timeout(AT_ONCE)
                .build();
        while (System.nanoTime() < end) {
            assertThat(http.send(alive, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(http.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /// How many jobs were created. Those who were refused were told why, and nobody waits any more.
    private static int accepted(List<CompletableFuture<HttpResponse<String>>> requests) throws Exception {
        int accepted = 0;
        for (CompletableFuture<HttpResponse<String>> request : requests) {
            HttpResponse<String> answer = request.get(10, TimeUnit.SECONDS);
            if (answer.statusCode() == 201) {
                accepted++;
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(new ObjectMapper()
                                .readTree(answer.body())
                                .get("code")
                                .textValue())
                        .isIn("database_unavailable", "overloaded");
            }
        }
        assertThat(accepted).isLessThan(REQUESTS);
        return accepted;
    }

    /// A connection that is held open.
    ///
    /// @param rest what is not said yet of a question
    private record Held(Socket socket, String rest) {
        static Held by(URI api) throws IOException {
            Socket socket = new Socket(api.getHost(), api.getPort());
            socket.setSoTimeout((int) TimeUnit.MINUTES.toMillis(1));
            return new Held(socket, QUESTION);
        }

        Held said(int characters) throws IOException {
            say(rest.substring(0, characters));
            return new Held(socket, rest.substring(characters));
        }

        Held asked() throws IOException {
            say(rest);
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf(ANSWERED) < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as("the rest of " + answer).isNotNegative();
                answer.append((char) next);
            }
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            return new Held(socket, QUESTION);
        }

        private void say(String words) throws IOException {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
