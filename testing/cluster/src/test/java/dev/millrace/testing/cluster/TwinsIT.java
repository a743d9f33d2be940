package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testing.servers.GuardedProgram;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One of two workers stands still most of the time (`SIGSTOP`, `SIGCONT`), and renews its leases all the same.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwinsIT {
    private static final int RUNS_MILLIS = 40;
    private static final int STANDS_MILLIS = 900;

    private Cluster cluster;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        cluster = Cluster.ofServers();
        client = new Client(Cluster.address(cluster.launchApi(Map.of())));
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void a_worker_that_has_nothing_to_do_overtakes_one_that_is_slow() throws Exception {
        Crew crew = Crew.of(
                cluster,
                2,
                Map.of(
                        "NOOP_STORAGE", "s3",
                        "NOOP_MILLIS", "3000",
                        "NOOP_TWIN_SECONDS", "6",
                        "MILLRACE_SLOTS", "1"));
        crew.awaitReady();
        String job = Crew.submit(client, 1, "hls").getFirst();
        crew.until("select count(*) = 2 from millrace.task where state = 'running' and kind = 'encode_chunk'");

        GuardedProgram slow = crew.workers().getFirst();
        crew.until("select count(*) = 1 from millrace.task where twin_worker_id is not null", () -> limp(slow));
        JsonNode twin = twin(job);
        crew.until("select count(*) = 0 from millrace.job where status = 'processing'", () -> limp(slow));

        assertThat(twin.at("/twin/attempt").intValue())
                .isEqualTo(twin.get("attempt").intValue() + 1);
        assertThat(twin.at("/twin/worker")).isNotEqualTo(twin.get("worker"));
        assertThat(client.job(job).get("status").textValue()).isEqualTo("completed");
        assertThat(crew.one("select string_agg(name || ' ' || twin_epoch, ', ') from millrace.task where epoch = 2"))
                .as("the chunk that the twin won")
                .isEqualTo(twin.get("name").textValue() + " 1");
        assertThat(crew.one("select sum(interruptions) + sum(attempts) from millrace.task"))
                .isEqualTo("0");
        theSlowOneStops(crew, slow);
        assertThat(crew.violations()).isEmpty();
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    /// The process runs for a moment, and stands still from then on.
    private static void limp(GuardedProgram slow) throws InterruptedException {
        slow.thaw();
        TimeUnit.MILLISECONDS.sleep(RUNS_MILLIS);
        slow.freeze();
        TimeUnit.MILLISECONDS.sleep(STANDS_MILLIS);
    }

    private JsonNode twin(String job) throws Exception {
        for (JsonNode task : client.get("/jobs/" + job + "/tasks").get("tasks")) {
            if (task.hasNonNull("twin")) {
                return task;
            }
        }
        throw new AssertionError("no task has a twin");
    }

    /// It hears with a heartbeat that its lease is void, and says that it writes no more. From then on the attempt is garbage,
    /// which is collected when it is old enough: nobody waits for that here.
    private static void theSlowOneStops(Crew crew, GuardedProgram slow) throws Exception {
        String over = "select over_at from millrace.lost_attempt";
        String first = crew.one(over);
        slow.thaw();
        crew.until("select over_at > '%s' from millrace.lost_attempt".formatted(first));
        crew.change("update millrace.lost_attempt set over_at = over_at - interval '1 hour'");
    }
}
