package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.domain.work.WorkKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
    @TempDir
    Path scratch;

    /// One event as it came.
    private record Came(String name, String id, JsonNode data) {}

    @Test
    void a_job_is_told_from_now_to_its_end_and_the_stream_ends_with_it() throws Exception {
        try (var api = new RunningApi(scratch, 1);
                Stream events = Stream.of(api, "/jobs/" + api.submit() + "/events", Map.of())) {
            List<Came> all = events.untilTheEnd();

            assertThat(all).extracting(Came::name).containsOnly("job");
            assertThat(all.getLast().data().get("status").textValue()).isEqualTo("completed");
            assertThat(all)
                    .allSatisfy(event -> assertThat(event.id())
                            .isEqualTo(event.data().get("version").asText()));
            assertThat(all).extracting(event -> Long.parseLong(event.id())).isSorted();
            assertThat(all)
                    .allSatisfy(event ->
                            assertThat(api.contract.named("Job", event.data())).isEmpty());
        }
    }

    @Test
    void a_client_that_saw_the_end_is_told_to_stay_away() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();
            String version = api.finished(id).get("version").asText();

            var answer = api.send("GET", "/jobs/" + id + "/events", "", Map.of("Last-Event-ID", version));

            assertThat(answer.status()).isEqualTo(204);
        }
    }

    @Test
    void a_client_that_missed_something_is_told_how_it_stands_now() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();
            api.finished(id);

            try (Stream events = Stream.of(api, "/jobs/" + id + "/events", Map.of("Last-Event-ID", "1"))) {
                assertThat(events.untilTheEnd())
                        .singleElement()
                        .satisfies(
                                event -> assertThat(event.data().get("status").textValue())
                                        .isEqualTo("completed"));
            }
        }
    }

    @Test
    void all_jobs_are_told_as_they_come_and_as_they_go() throws Exception {
        try (var api = new RunningApi(scratch, 0);
                Stream events = Stream.of(api, "/events", Map.of())) {
            String id = api.submit();
            assertThat(events.next().data().get("id").textValue()).isEqualTo(id);
            api.post("/jobs/" + id + "/cancel", "");
            assertThat(events.next().data().get("status").textValue()).isEqualTo("canceled");
            api.send("DELETE", "/jobs/" + id, "", Map.of());

            Came last = events.next();

            assertThat(last.name()).isEqualTo("deleted");
            assertThat(last.data().get("id").textValue()).isEqualTo(id);
        }
    }

    @Test
    void a_client_that_comes_back_is_told_what_ended_meanwhile() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String before = Long.toString(System.currentTimeMillis());
            String id = api.submit();
            api.finished(id);

            try (Stream events = Stream.of(api, "/events", Map.of("Last-Event-ID", before))) {
                assertThat(events.next().data().get("id").textValue()).isEqualTo(id);
            }
        }
    }

    @Test
    void a_job_is_told_twice_a_second_at_most() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (var api = new RunningApi(scratch, 1)) {
            api.tools.next(WorkKind.PROBE, go::await);
            try (Stream events = Stream.of(api, "/jobs/" + api.submit() + "/events", Map.of())) {
                events.next();
                long start = System.nanoTime();
                go.countDown();
                int told = events.untilTheEnd().size();

                double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                assertThat(told).isLessThanOrEqualTo((int) (seconds * 2) + 1);
            }
        }
    }

    @Test
    void a_client_that_leaves_frees_its_thread() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            List<Stream> clients = new ArrayList<>();
            for (int client = 0; client < 20; client++) {
                clients.add(Stream.of(api, "/events", Map.of()));
            }
            EventStreams open = api.api.bean(EventStreams.class);
            assertThat(open.open()).isEqualTo(20);

            for (Stream client : clients) {
                client.close();
            }

            RunningApi.eventually(() -> open.open() == 0);
        }
    }

    /// A client of events that reads when the test asks for it.
    private record Stream(BufferedReader lines) implements AutoCloseable {
        static Stream of(RunningApi api, String path, Map<String, String> headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
            headers.forEach(request::header);
            var response = api.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            // The comment that says that the stream stands.
            assertThat(lines.readLine()).startsWith(":");
            return new Stream(lines);
        }

        /// The next event; null at the end.
        Came next() throws IOException {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Came(name, id, new ObjectMapper().readTree(data.toString()));
                }
            }
            return null;
        }

        List<Came> untilTheEnd() throws IOException {
            List<Came> all = new ArrayList<>();
            for (Came event = next(); event != null; event = next()) {
                all.add(event);
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
