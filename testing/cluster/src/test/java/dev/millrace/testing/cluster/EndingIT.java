package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testing.servers.GuardedProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How programs end: by signals, and because they can't run. Limits of time are several times those that are promised,
/// for machines that do other things, too.
class EndingIT {
    private static final int BY_SIGTERM = 143;
    private static final String ENCODING =
            "select count(*) from millrace.task where state = 'running' and kind = 'encode_chunk'";

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static GuardedProgram api;
    private static Path film;

    @BeforeAll
    static void start() throws Exception {
        film = Film.make(folder.resolve("film.mp4"), "640x360", 24, 40);
        cluster = Cluster.ofServers();
        api = cluster.launchApi(Map.of());
        Cluster.address(api);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void a_worker_with_nothing_to_do_ends_at_once() throws Exception {
        GuardedProgram worker = aWorker(Map.of("MILLRACE_DRAIN_SECONDS", "600"));

        assertEnds(worker, Duration.ofSeconds(5));
        assertThat(number("select count(*) from millrace.worker")).isZero();
    }

    @Test
    void a_worker_without_time_to_drain_hands_back_what_it_is_on() throws Exception {
        try (Client client = new Client(Cluster.address(api))) {
            GuardedProgram worker = aWorker(Map.of());
            String job = client.submit(client.upload(film));
            until(ENCODING, 1);

            assertEnds(worker, Duration.ofSeconds(10));

            assertThat(number("select count(*) from millrace.task where state = 'running'"))
                    .isZero();
            assertThat(number("select sum(attempts + interruptions) from millrace.task"))
                    .isZero();
            cancel(job);
        }
    }

    @Test
    void a_worker_with_time_to_drain_ends_its_tasks_and_claims_no_other() throws Exception {
        try (Client client = new Client(Cluster.address(api))) {
            GuardedProgram worker = aWorker(Map.of("MILLRACE_DRAIN_SECONDS", "600", "MILLRACE_SLOTS", "1"));
            String job = client.submit(client.upload(film));
            List<ProcessHandle> held = holdEncoders(worker);
            long claims = number("select sum(epoch) from millrace.task where job_id = '" + job + "'");
            long done = number(done(job));
            worker.process().destroy();
            until("select count(*) from millrace.worker where state = 'draining'", 1);
            tell(held, "CONT");

            assertThat(worker.process().waitFor(3, TimeUnit.MINUTES)).isTrue();

            assertThat(number("select sum(epoch) from millrace.task where job_id = '" + job + "'"))
                    .isEqualTo(claims);
            assertThat(number(done(job))).isEqualTo(done + 1);
            cancel(job);
        }
    }

    @Test
    void a_second_signal_ends_a_draining_worker_at_once() throws Exception {
        try (Client client = new Client(Cluster.address(api))) {
            GuardedProgram worker = aWorker(Map.of("MILLRACE_DRAIN_SECONDS", "600", "MILLRACE_SLOTS", "1"));
            String job = client.submit(client.upload(film));
            holdEncoders(worker);
            worker.process().destroy();
            until("select count(*) from millrace.worker where state = 'draining'", 1);

            assertEnds(worker, Duration.ofSeconds(3));

            assertThat(number(ENCODING)).isEqualTo(1);
            cancel(job);
        }
    }

    @Test
    void a_worker_takes_three_connections_at_most() throws Exception {
        try (Client client = new Client(Cluster.address(api))) {
            GuardedProgram worker = aWorker(Map.of("MILLRACE_SLOTS", "8"));
            String job = client.submit(client.upload(film));
            CompletableFuture<JsonNode> end = CompletableFuture.supplyAsync(() -> ended(client, job));
            long most = 0;
            while (!end.isDone()) {
                most = Math.max(
                        most,
                        number("select count(*) from pg_stat_activity where application_name = 'millrace-worker'"));
                TimeUnit.MILLISECONDS.sleep(10);
            }

            assertThat(end.get().get("status").textValue()).isEqualTo("completed");
            assertThat(most).isBetween(2L, 3L);
            assertEnds(worker, Duration.ofSeconds(5));
        }
    }

    @Test
    void an_api_ends_the_requests_it_has() throws Exception {
        GuardedProgram other = cluster.launchApi(Map.of());
        URI address = Cluster.address(other);
        try (HttpClient http = HttpClient.newHttpClient();
                Client client = new Client(Cluster.address(api))) {
            client.upload(film);
            String stored = text("select object_key from millrace.upload order by id desc limit 1");
            String key = stored.replaceFirst("^t/default/", "");
            CompletableFuture<HttpResponse<String>> probe = http.sendAsync(
                    HttpRequest.newBuilder(address.resolve("/probe"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"input_key\": \"" + key + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            until("select count(*) from millrace.job where purpose = 'inspect' and status = 'queued'", 1);

            assertEnds(other, Duration.ofSeconds(25));

            assertThat(probe.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void a_worker_that_finds_no_ffmpeg_says_so_in_one_sentence() throws Exception {
        String nowhere = "/dev/null/nowhere";
        GuardedProgram worker = cluster.launch(
                "worker",
                List.of(
                        "-Djava.io.tmpdir=" + nowhere,
                        "-jar",
                        Programs.find().worker().toString()),
                Map.of("XDG_CACHE_HOME", nowhere, "PATH", nowhere, "MILLRACE_FFMPEG", nowhere));

        assertThat(worker.process().waitFor()).as(worker.said()).isEqualTo(1);
        assertThat(worker.said())
                .containsOnlyOnce("error: No ffmpeg on this machine can do the work; name one by MILLRACE_FFMPEG")
                .doesNotContain("\tat ");
    }

    @Test
    void a_wrong_setting_is_named() throws Exception {
        GuardedProgram worker = cluster.launchWorker(Map.of("MILLRACE_DRAIN_SECONDS", "soon"));

        assertThat(worker.process().waitFor()).as(worker.said()).isEqualTo(2);
        assertThat(worker.said().strip()).isEqualTo("error: MILLRACE_DRAIN_SECONDS is a number from 0 to 86400.");
    }

    private static GuardedProgram aWorker(Map<String, String> more) throws InterruptedException {
        GuardedProgram worker = cluster.launchWorker(more);
        Cluster.awaitReady(worker);
        return worker;
    }

    private static void assertEnds(GuardedProgram program, Duration atMost) throws InterruptedException {
        program.process().destroy(); // SIGTERM
        assertThat(program.process().waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "It still runs. It said:\n" + program.said())
                .isTrue();
        assertThat(program.process().exitValue()).as(program.said()).isEqualTo(BY_SIGTERM);
    }

    /// Stops a chunk in the middle of its encoding, so that it lasts as long as the test needs it to.
    private static List<ProcessHandle> holdEncoders(GuardedProgram worker) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            List<ProcessHandle> held = encoders(worker);
            tell(held, "STOP");
            if (number(ENCODING) == 1 && !held.isEmpty() && held.stream().allMatch(ProcessHandle::isAlive)) {
                return held;
            }
            tell(held, "CONT"); // one ended in that very moment, or it was no encoder but a probe
            assertThat(System.nanoTime()).as("an encoder runs").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void tell(List<ProcessHandle> encoders, String signal) throws Exception {
        for (ProcessHandle encoder : encoders) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(encoder.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static List<ProcessHandle> encoders(GuardedProgram worker) {
        return worker.process()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/ffmpeg"))
                        .isPresent())
                .toList();
    }

    private static void cancel(String job) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(Cluster.address(api).resolve("/jobs/" + job + "/cancel"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private static JsonNode ended(Client client, String job) {
        try {
            return client.ended(job);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String done(String job) {
        return "select count(*) from millrace.task where state = 'done' and job_id = '" + job + "'";
    }

    private static void until(String query, long least) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (number(query) < least) {
            assertThat(System.nanoTime()).as(query).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private static String text(String query) throws SQLException {
        try (Connection connection = cluster.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
