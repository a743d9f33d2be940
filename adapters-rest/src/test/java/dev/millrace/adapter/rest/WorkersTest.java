package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.RunningApi.Answer;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {
    @TempDir
    Path scratch;

    private final CountDownLatch claimed = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void a_worker_is_shown_with_what_it_is_on() throws Exception {
        try (var api = new RunningApi(scratch, 3)) {
            String job = aJobWhoseProbeIsHeld(api);

            JsonNode worker = theOnlyOne(api);

            assertThat(worker.get("name").textValue()).isEqualTo("localhost");
            assertThat(worker.get("version").textValue()).isNotBlank();
            assertThat(worker.get("slots").intValue()).isEqualTo(3);
            assertThat(worker.get("state").textValue()).isEqualTo("working");
            assertThat(worker.get("started_at").textValue()).endsWith("Z");
            assertThat(worker.get("last_heartbeat_at").textValue()).endsWith("Z");
            assertThat(worker.get("tasks")).hasSize(1);
            JsonNode task = worker.at("/tasks/0");
            assertThat(task.get("job").textValue()).isEqualTo(job);
            assertThat(task.get("task").textValue()).isEqualTo("probe");
            assertThat(task.get("kind").textValue()).isEqualTo("probe");
            assertThat(task.get("started_at").textValue()).endsWith("Z");
            assertThat(task.get("progress").doubleValue()).isZero();
            released.countDown();
        }
    }

    @Test
    void a_drained_worker_ends_what_it_has_claims_nothing_more_and_stays() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String job = aJobWhoseProbeIsHeld(api);
            String worker = theOnlyOne(api).get("id").textValue();

            Answer asked = api.post("/workers/" + worker + "/drain", "");

            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.json().get("id").textValue()).isEqualTo(worker);
            assertThat(asked.json().get("state").textValue()).isEqualTo("draining");
            released.countDown();
            RunningApi.eventually(() -> state(api).equals("drained"));
            assertThat(api.get("/jobs/" + job).json().at("/tasks/done").intValue())
                    .isEqualTo(1);
            assertThat(api.tools.calls()).isEqualTo(List.of(WorkKind.PROBE));
            assertThat(api.get("/health")
                            .json()
                            .at("/components/workers/detail")
                            .textValue())
                    .isEqualTo("All workers are drained; jobs are accepted and wait for a new one.");
            assertThat(api.get("/metrics").text())
                    .contains("millrace_workers{state=\"drained\"} 1\n")
                    .contains("millrace_workers{state=\"working\"} 0\n");
        }
    }

    @Test
    void a_worker_that_nobody_knows_is_not_drained() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            for (String id : List.of(Samples.aJobId().toString(), "none")) {
                Answer answer = api.post("/workers/" + id + "/drain", "");

                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.json().get("code").textValue()).isEqualTo("not_found");
                assertThat(answer.json().get("detail").textValue()).isEqualTo("There is no worker of that id.");
            }
        }
    }

    @Test
    void workers_come_page_by_page() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            for (int i = 0; i < 3; i++) {
                api.outage.workers().beat(Samples.aCard(Samples.aWorker().worker()), List.of(), Duration.ofSeconds(15));
            }

            Answer first = api.get("/workers?limit=2");
            String next = first.json().get("next_cursor").textValue();
            Answer last = api.get("/workers?limit=2&cursor=" + next);

            assertThat(first.json().get("workers")).hasSize(2);
            assertThat(first.header("Link")).isEqualTo("</workers?limit=2&cursor=" + next + ">; rel=\"next\"");
            assertThat(last.json().get("workers")).hasSize(1);
            assertThat(last.json().get("next_cursor").isNull()).isTrue();
            assertThat(api.get("/workers?limit=0&cursor=here&page=1").json().get("errors"))
                    .hasSize(3);
        }
    }

    @Test
    void what_waits_is_told_for_each_class() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            api.submit();
            api.submit();
            api.post("/jobs", "{\"input_key\": \"" + RunningApi.INPUT + "\", \"priority\": 100}");

            JsonNode queue = api.get("/queue").json();

            assertThat(queue.get("backlog_cpu_seconds").doubleValue()).isEqualTo(3 * 168);
            assertThat(queue.get("target_seconds").doubleValue()).isEqualTo(600);
            assertThat(queue.get("workers_desired").intValue()).isEqualTo(1);
            JsonNode classes = queue.get("classes");

            assertThat(classes).hasSize(3);
            assertThat(classes.at("/0/class").textValue()).isEqualTo("high");
            assertThat(classes.at("/0/ready").intValue()).isEqualTo(1);
            assertThat(classes.at("/1/class").textValue()).isEqualTo("normal");
            assertThat(classes.at("/1/ready").intValue()).isEqualTo(2);
            assertThat(classes.at("/1/more").booleanValue()).isFalse();
            assertThat(classes.at("/1/oldest_seconds").doubleValue()).isBetween(0.0, 30.0);
            assertThat(classes.at("/2/class").textValue()).isEqualTo("low");
            assertThat(classes.at("/2/ready").intValue()).isZero();
        }
    }

    @Test
    void while_the_database_is_away_nothing_is_told_that_nobody_knows() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            api.outage.begin();

            assertThat(api.get("/workers").status()).isEqualTo(503);
            assertThat(api.get("/queue").status()).isEqualTo(503);
        }
    }

    private String aJobWhoseProbeIsHeld(RunningApi api) throws Exception {
        api.tools.next(WorkKind.PROBE, () -> {
            claimed.countDown();
            released.await();
        });
        String job = api.submit();
        assertThat(claimed.await(30, TimeUnit.SECONDS)).isTrue();
        return job;
    }

    private static JsonNode theOnlyOne(RunningApi api) throws Exception {
        JsonNode workers = api.get("/workers").json().get("workers");
        assertThat(workers).hasSize(1);
        return workers.get(0);
    }

    private static String state(RunningApi api) {
        try {
            return theOnlyOne(api).get("state").textValue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
