package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the client does when a server or the network between does not what it usually does.
class MillraceTest {
    private static final UUID ID = UUID.fromString("0190a000-0000-7000-8000-000000000000");
    private static final Map<String, String> AT_ONCE = Map.of("Retry-After", "0");

    private ScriptedServer server;
    private Millrace millrace;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
        millrace = Millrace.at(server.uri());
    }

    @AfterEach
    void stop() {
        millrace.close();
        server.close();
    }

    @Test
    void what_a_server_can_not_do_now_is_asked_again_as_the_same_request() throws Exception {
        server.then(503, AT_ONCE, "{}").then(429, AT_ONCE, "{}").then(201, Map.of(), job("queued", 1));
        NewJob wanted = NewJob.of("film.mp4").once("one");

        Job job = millrace.jobs().submit(wanted);

        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(server.asked).containsExactly("POST /jobs one", "POST /jobs one", "POST /jobs one");
    }

    @Test
    void a_refusal_says_why() {
        server.then(422, Map.of(), """
                {"type": "/errors#request_invalid", "title": "x", "status": 422, "code": "request_invalid",
                 "detail": "The request breaks a rule.", "errors": [{"pointer": "/priority", "detail": "must be less"}]}""");

        assertThatThrownBy(() -> millrace.jobs().submit(NewJob.of("film.mp4").priority(101)))
                .isInstanceOfSatisfying(RequestRefused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo("request_invalid");
                    assertThat(refused.problem().errors())
                            .containsExactly(new Problem.Violation("/priority", "must be less"));
                });
    }

    @Test
    void the_refusal_of_a_proxy_is_one_too() {
        server.then(502, Map.of(), "<html>");

        assertThatThrownBy(() -> millrace.jobs().get(ID)).isInstanceOfSatisfying(RequestRefused.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(502);
            assertThat(refused.problem().code()).isEqualTo("unknown");
        });
    }

    @Test
    void a_server_that_is_not_there_is_unreachable() {
        try (var nobody = Millrace.at(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> nobody.jobs().get(ID)).isInstanceOf(ServerUnreachable.class);
        }
    }

    @Test
    void fields_and_words_of_a_newer_server_are_read_past() throws Exception {
        server.then(200, Map.of(), job("dreaming", 1).replaceFirst("[{]", "{\"colour\": \"red\", "));

        assertThat(millrace.jobs().get(ID).status()).isEqualTo(JobStatus.UNKNOWN);
    }

    @Test
    void a_stream_that_breaks_is_taken_up_where_it_was() throws Exception {
        server.streaming(": here\n\n" + event(job("processing", 7), 7)).streaming(event(job("completed", 9), 9));
        List<Long> told = new ArrayList<>();

        Job over = millrace.jobs().watch(ID, job -> told.add(job.version()));

        assertThat(over.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(told).containsExactly(7L, 9L);
        assertThat(server.asked).containsExactly("GET /jobs/" + ID + "/events", "GET /jobs/" + ID + "/events 7");
    }

    @Test
    void a_job_that_is_deleted_is_not_followed_any_longer() {
        server.streaming("event: deleted\ndata: {\"id\": \"" + ID + "\"}\n\n");

        assertThatThrownBy(() -> millrace.jobs().watch(ID, _ -> {})).hasMessageContaining("deleted");
    }

    @Test
    void who_waits_no_longer_is_told_how_the_job_stands() throws Exception {
        server.streaming(event(job("processing", 7), 7)).then(200, Map.of(), job("processing", 8));

        Job job = millrace.jobs().await(ID, Duration.ofMillis(500));

        assertThat(job.status()).isEqualTo(JobStatus.PROCESSING);
    }

    private static String event(String job, long version) {
        return "event: job\nid: " + version + "\ndata: " + job + "\n\n";
    }

    private static String job(String status, long version) {
        return """
                {"id": "%s", "status": "%s", "phase": null, "progress": null, "input_key": "film.mp4", "profile": "web",\
                 "priority": 50, "paused": false, "error": null, "queued_at": "2026-01-01T00:00:00.123Z",\
                 "started_at": null, "finished_at": null, "version": %d, "links": {"self": "/", "outputs": "/"}}""".formatted(ID, status, version);
    }
}
