package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What tasks cost by themselves, on the whole path: API, bell, claim, settlement, with every commit on disk. It prints
/// its figures; what it asserts is that they count every task.
///
/// `-Dmillrace.faults=full` takes as many jobs as a figure needs.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class NoOpTasksIT {
    private static final boolean FULL = "full".equals(System.getProperty("millrace.faults"));

    @Test
    void tasks_that_do_nothing_go_by() throws Exception {
        int jobs = FULL ? 3000 : 20;
        try (Cluster cluster = Cluster.ofServers();
                Client client = new Client(Cluster.address(cluster.launchApi(Map.of())))) {
            Crew crew = Crew.of(cluster, 2, Map.of());
            crew.awaitReady();
            Crew.submit(client, jobs, "hls");

            crew.untilAllIsOver();

            assertThat(crew.violations()).isEmpty();
            assertThat(crew.one("select count(*) from millrace.task where state = 'done'"))
                    .isEqualTo(Integer.toString(10 * jobs));
            System.out.println("no-op tasks each second: " + crew.one("""
                    with ends as (
                        select attempt_finished_at as at, ntile(10) over (order by attempt_finished_at) as tenth
                        from millrace.task)
                    select round(count(*) / extract(epoch from max(at) - min(at))) from ends where tenth between 6 and 9
                    """));
        }
    }

    @Test
    void a_job_is_begun_when_it_is_posted() throws Exception {
        int jobs = FULL ? 1000 : 20;
        try (Cluster cluster = Cluster.ofServers();
                Client client = new Client(Cluster.address(cluster.launchApi(Map.of())))) {
            Crew crew = Crew.of(cluster, 1, Map.of());
            crew.awaitReady();
            List<Long> micros = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                Instant posted = Instant.now();
                String job = Crew.submit(client, 1, "hls").getFirst();
                crew.until("select status = 'completed' from millrace.job where id = '%s'".formatted(job));
                micros.add(Duration.between(posted, begun(crew, job)).toNanos() / 1000);
            }

            List<Long> warm = micros.subList(jobs / 2, jobs).stream().sorted().toList();

            assertThat(warm.getFirst()).isPositive();
            // A ring that is lost costs 2 s; most are heard.
            assertThat(warm.get(warm.size() / 2)).isLessThan(1_000_000);
            System.out.printf(
                    "POST to running: p50 %.1f ms, p99 %.1f ms%n",
                    warm.get(warm.size() / 2) / 1000.0, warm.get(warm.size() * 99 / 100) / 1000.0);
        }
    }

    private static Instant begun(Crew crew, String job) throws Exception {
        String micros = crew.one("""
                select (extract(epoch from attempt_started_at) * 1000000)::bigint from millrace.task
                where name = 'probe' and job_id = '%s'
                """.formatted(job));
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
