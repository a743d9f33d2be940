package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.servers.GuardedProgram;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever workers do, every job ends once and rightly. They encode nothing, so that many jobs go by; one film through all
/// of it with real encoders is in [DistributedIT].
///
/// `-Dmillrace.faults=full` makes outages as long, and jobs as many, as docs/guarantees.md tells.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultsIT {
    private static final boolean FULL = "full".equals(System.getProperty("millrace.faults"));
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

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
    void a_worker_killed_every_two_seconds_loses_and_repeats_nothing() throws Exception {
        int jobs = FULL ? 1000 : 60;
        int most = FULL ? Integer.MAX_VALUE : 6;
        Random random = new Random(SEED);
        Crew crew = Crew.of(cluster, FULL ? 4 : 2, Map.of());
        List<String> ids = Crew.submit(client, jobs, "hls");
        crew.awaitReady();

        List<Long> kills = new ArrayList<>(List.of(System.nanoTime() - EVERY_NANOS));
        crew.until("select count(*) = 0 from millrace.job where status in ('queued', 'processing')", () -> {
            List<GuardedProgram> atWork = crew.atWork();
            boolean due = System.nanoTime() - kills.getLast() >= EVERY_NANOS;
            if (due && !atWork.isEmpty() && kills.size() <= most) {
                atWork.get(random.nextInt(atWork.size())).kill();
                crew.replaceTheDead();
                kills.add(System.nanoTime());
            }
        });

        assertThat(kills).hasSizeGreaterThan(1);
        assertThat(crew.violations()).as("seed %d", SEED).isEmpty();
        assertThat(crew.one("select count(*) from millrace.job where status = 'completed'"))
                .isEqualTo(Integer.toString(ids.size()));
        assertThat(crew.one("select count(*) from millrace.task where state = 'done'"))
                .isEqualTo(Integer.toString(10 * ids.size()));
    }

    @Test
    void a_dead_workers_task_is_taken_over_in_time() throws Exception {
        Crew crew = Crew.of(cluster, 1, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", "60000", "MILLRACE_SLOTS", "1"));
        Crew.submit(client, 1, "hls");
        crew.until("select count(*) = 1 from millrace.task where name = 'index' and state = 'running'");
        Crew others = Crew.of(cluster, 1, Map.of("NOOP_STORAGE", "s3"));
        others.awaitReady();

        crew.workers().getFirst().kill();
        String killed = crew.one("select clock_timestamp()");
        crew.untilAllIsOver();

        assertThat(crew.one("""
                select attempt_started_at - timestamptz '%s' < interval '%d seconds'
                from millrace.task where name = 'index'
                """.formatted(killed, FULL ? 20 : 40)))
                .isEqualTo("t"); // a build may be busy with other things
        assertThat(crew.one("select sum(epoch) from millrace.task"))
                .as("claims")
                .isEqualTo("11");
        assertThat(crew.violations()).isEmpty();
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    @Test
    void a_worker_that_was_frozen_past_its_lease_changes_nothing_any_more() throws Exception {
        int rounds = FULL ? 10 : 1;
        int atOnce = FULL ? 5 : 1;
        Crew crew = Crew.of(
                cluster, atOnce + 1, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", "2000", "MILLRACE_SLOTS", "2"));
        crew.awaitReady();
        for (int round = 0; round < rounds; round++) {
            Crew.submit(client, 2 * (atOnce + 1), "hls");
            crew.until("select count(distinct worker_id) = %d from millrace.task where state = 'running'"
                    .formatted(atOnce + 1));
            List<GuardedProgram> frozen = new ArrayList<>(crew.workers());
            frozen.remove(round % frozen.size());
            int before = interruptions(crew);

            frozen.forEach(GuardedProgram::freeze);
            crew.until("select sum(interruptions) >= %d from millrace.task".formatted(before + atOnce));
            if (FULL && round % 2 == 0) { // so long that the collector has been there
                crew.until("select count(*) = 0 from millrace.lost_attempt");
            }
            frozen.forEach(GuardedProgram::thaw);

            crew.untilAllIsOver();
            assertThat(crew.violations()).isEmpty();
            assertThat(crew.one("select count(*) from millrace.job where status <> 'completed'"))
                    .isEqualTo("0");
        }
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    /// In full it takes the time that leases and pauses between attempts take; else both are over when somebody has died.
    @Test
    void a_task_that_kills_its_workers_fails_its_job_and_no_other() throws Exception {
        Crew crew = Crew.of(cluster, 2, Map.of("NOOP_STORAGE", "s3", "NOOP_POISON", "true"));
        crew.awaitReady();
        String poisoned = Crew.submit(client, 1, "mp4").getFirst();
        List<String> others = Crew.submit(client, FULL ? 10 : 3, "hls");

        crew.until("select count(*) = 0 from millrace.job where status in ('queued', 'processing')", () -> {
            if (crew.replaceTheDead() > 0 && !FULL) {
                endLeasesAndPauses(crew, poisoned);
            }
        });

        assertThat(client.job(poisoned).at("/error/code").textValue()).isEqualTo("task_kept_dying");
        assertThat(crew.one("select count(*) from millrace.job where status = 'completed'"))
                .isEqualTo(Integer.toString(others.size()));
        assertThat(crew.violations()).isEmpty();
        assertThat(crew.violationsInStorage()).isEmpty();
    }

    private static void endLeasesAndPauses(Crew crew, String job) throws SQLException {
        crew.change("""
                update millrace.task
                set lease_until = case when state = 'running' then millrace.clock() end,
                    not_before = case when state = 'ready' then millrace.clock() end
                where job_id = '%s' and kind = 'remux' and state in ('running', 'ready')
                """.formatted(job));
    }

    private static int interruptions(Crew crew) throws SQLException {
        return Integer.parseInt(crew.one("select coalesce(sum(interruptions), 0) from millrace.task"));
    }
}
