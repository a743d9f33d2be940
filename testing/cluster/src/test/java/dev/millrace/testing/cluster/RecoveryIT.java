package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// After a fault the same work goes by as fast as before: no worker, slot or connection stays lost.
///
/// A batch is so many jobs of ten tasks, most of which take a while as encoding does. Some batches go by undisturbed, which
/// is the baseline. Then, for each fault, one batch is struck by it, and when that one is over another goes by undisturbed.
/// `-Dmillrace.faults=full` prints the medians of both and holds them to the promise.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RecoveryIT {
    private static final boolean FULL = "full".equals(System.getProperty("millrace.faults"));
    private static final int JOBS = FULL ? 40 : 6;

    /// A build may be busy with other things at one time, and not at another.
    private static final double LEAST = FULL ? 0.95 : 0.4;

    @Test
    void the_same_work_goes_by_as_fast_as_before_a_fault() throws Exception {
        try (Cluster cluster = Cluster.ofServers();
                Client client = new Client(Cluster.address(cluster.launchApi(Map.of())))) {
            Crew crew = Crew.of(cluster, 2, Map.of("NOOP_STORAGE", "s3", "NOOP_MILLIS", "400"));
            crew.awaitReady();
            batch(crew, client, () -> {}); // everything is loaded and compiled
            List<Double> before = new ArrayList<>();
            for (int time = 0; time < (FULL ? 3 : 1); time++) {
                before.add(batch(crew, client, () -> {}));
            }

            List<Double> after = new ArrayList<>();
            for (Fault fault : faults(crew)) {
                batch(crew, client, fault.happening());
                after.add(batch(crew, client, () -> {}));
            }

            System.out.printf(
                    Locale.ROOT,
                    "tasks each second before faults: %.1f, after: %.1f, ratio: %.3f%n",
                    median(before),
                    median(after),
                    median(after) / median(before));
            assertThat(median(after) / median(before)).isGreaterThan(LEAST);
            assertThat(crew.violations()).isEmpty();
            assertThat(crew.one("select count(*) from millrace.job where status <> 'completed'"))
                    .isEqualTo("0");
            assertThat(crew.violationsInStorage()).isEmpty();
        }
    }

    private static List<Fault> faults(Crew crew) {
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault("a killed worker", () -> {
            crew.workers().getFirst().kill();
            crew.replaceTheDead();
            crew.awaitReady();
        }));
        List<Fault> ofServers = Fault.ofServers(crew, FULL ? 10 : 0);
        faults.addAll(FULL ? ofServers : ofServers.subList(0, 1));
        return faults;
    }

    /// Lets a batch go by, with something that happens in the middle of it, and answers how many tasks ended each second.
    private static double batch(Crew crew, Client client, Happening happening) throws Exception {
        String begun = crew.one("select clock_timestamp()");
        Crew.submit(client, JOBS, "hls");
        crew.until("select count(*) > 0 from millrace.task where state = 'running' and kind = 'encode_chunk'");
        happening.happen();
        crew.untilAllIsOver();
        return Double.parseDouble(crew.one("""
                select count(*) / extract(epoch from max(attempt_finished_at) - min(attempt_started_at))
                from millrace.task join millrace.job on id = job_id
                where created_at >= timestamptz '%s'
                """.formatted(begun)));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
