package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.servers.GuardedProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers and the API go and come back, and no task that runs is begun anew.
///
/// `-Dmillrace.faults=full` makes outages as long, and jobs as many, as docs/guarantees.md tells.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class OutagesIT {
    private static final boolean FULL = "full".equals(System.getProperty("millrace.faults"));
    private static final String CHUNKS_AT_WORK =
            "select count(*) from millrace.task where state = 'running' and kind = 'encode_chunk'";

    private Cluster cluster;
    private GuardedProgram api;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        cluster = Cluster.ofServers();
        api = cluster.launchApi(Map.of());
        client = new Client(Cluster.address(api));
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void servers_and_the_api_may_go_and_come_back() throws Exception {
        Crew crew = Crew.of(cluster, 2, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", "300"));
        crew.awaitReady();
        List<Fault> faults = new ArrayList<>(Fault.ofServers(crew, FULL ? 30 : 0));
        faults.add(new Fault("a killed API", this::killTheApi));

        for (Fault fault : faults) {
            Crew.submit(client, FULL ? 40 : 6, "hls");
            crew.until(CHUNKS_AT_WORK.replace("count(*)", "count(*) > 0"));
            fault.happening().happen();
            crew.untilAllIsOver();
            assertThat(crew.violations()).as(fault.name()).isEmpty();
            assertThat(crew.one("select count(*) from millrace.job where status <> 'completed'"))
                    .as(fault.name())
                    .isEqualTo("0");
            assertNothingInterrupted(crew, fault.name());
        }
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    /// As long as chunks are encoded, so that no claim is on its way: one whose answer is lost belongs to nobody until its
    /// lease runs out.
    @Test
    void connections_that_are_ended_again_and_again_redo_nothing() throws Exception {
        int encoding = FULL ? 45 : 4;
        Crew crew = Crew.of(cluster, 2, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", Integer.toString(1000 * encoding)));
        crew.awaitReady();
        Crew.submit(client, 1, "hls");
        crew.until("""
                select count(*) filter (where kind = 'encode_chunk' and state in ('running', 'done')) = 6
                       and count(*) filter (where kind = 'encode_chunk' and state = 'running') > 0
                       and count(*) filter (where state = 'ready') = 0
                from millrace.task
                """);

        int times = 0;
        while (!crew.one(CHUNKS_AT_WORK).equals("0")) {
            crew.one(Fault.END_SESSIONS);
            times++;
            TimeUnit.MILLISECONDS.sleep(200);
        }
        crew.untilAllIsOver();

        assertThat(times).isGreaterThan(encoding);
        assertThat(crew.violations()).isEmpty();
        assertThat(crew.one("select count(*) from millrace.job where status = 'completed'"))
                .isEqualTo("1");
        assertNothingInterrupted(crew, "sessions that ended " + times + " times");
        assertThat(crew.one("select max(epoch) from millrace.task where kind = 'encode_chunk'"))
                .as("claims of a chunk")
                .isEqualTo("1");
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    private void killTheApi() throws Exception {
        api.kill();
        client.close();
        api = cluster.launchApi(Map.of());
        client = new Client(Cluster.address(api));
    }

    private static void assertNothingInterrupted(Crew crew, String by) throws Exception {
        assertThat(crew.one("select coalesce(sum(interruptions), 0) from millrace.task"))
                .as("tasks interrupted by " + by)
                .isEqualTo("0");
    }
}
