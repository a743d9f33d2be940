package dev.millrace.adapter.postgres;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Lease;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Measures what `docs/database.md` says about times: a durable server, a pool as a process has it, a million jobs, and
/// 100,000 ready tasks of 5,000 jobs. Not part of the build; the document gives the command.
class DatabaseBenchmark {
    private static final TenantId BIG = new TenantId("big");

    @Test
    void times() throws Exception {
        try (var server = PostgresServer.start();
                var pool = new HikariDataSource()) {
            pool.setDataSource(server.newDatabase().dataSource());
            pool.setMaximumPoolSize(10);
            try (var persistence = PostgresPersistence.over(pool)) {
                var crowd = new Crowd(new Sql(pool));
                crowd.finished("big", "completed", 1_000_000);
                crowd.busy(3, 5_000, 20);
                crowd.settle();

                Claimant worker = aWorker();
                List<Lease> leases = new ArrayList<>();
                Times claims = measure("claim, one worker", 2_000, () -> {
                    leases.add(persistence
                            .tasks()
                            .claim(worker, LEASE)
                            .orElseThrow()
                            .lease());
                    return leases.size();
                });
                AtOnce.times(
                        4,
                        () -> measure(
                                "claim, one of four workers at once",
                                500,
                                () -> persistence.tasks().claim(worker, LEASE).orElseThrow()));
                measure(
                        "heartbeat for 8 tasks",
                        500,
                        () -> persistence
                                .workers()
                                .beat(
                                        Samples.aCard(worker.worker()),
                                        leases.subList(0, 8).stream()
                                                .map(lease -> new Heartbeat(lease, 0.5))
                                                .toList(),
                                        LEASE));
                measure(
                        "settle",
                        500,
                        () -> persistence.tasks().settle(leases.removeLast(), new Settlement.HandedBack()));
                measure("list 50 of a million", 500, () -> persistence.jobs().list(JobQuery.newest(BIG, 50)));
                Times deepPages = measure("list, page by page", 500, pager(persistence));

                assertThat(claims.p99()).isLessThanOrEqualTo(10.0);
                assertThat(deepPages.p99()).isLessThanOrEqualTo(50.0);
            }
        }
    }

    private static Callable<Page<Job>> pager(PostgresPersistence persistence) {
        return new Callable<>() {
            private JobQuery query = JobQuery.newest(BIG, 50);

            @Override
            public Page<Job> call() {
                Page<Job> page = persistence.jobs().list(query);
                query = query.from(page.next().orElseThrow());
                return page;
            }
        };
    }

    /// In milliseconds.
    private record Times(double p50, double p99, double longest) {}

    private static Times measure(String what, int times, Callable<?> call) throws Exception {
        for (int i = 0; i < 50; i++) {
            call.call();
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            call.call();
            nanos.add(System.nanoTime() - before);
        }
        nanos.sort(null);
        var measured = new Times(nanos.get(times / 2) / 1e6, nanos.get(times * 99 / 100) / 1e6, nanos.getLast() / 1e6);
        System.out.printf(
                Locale.ROOT,
                "%-36s median %6.2f ms   p99 %6.2f ms   longest %7.2f ms%n",
                what,
                measured.p50(),
                measured.p99(),
                measured.longest());
        return measured;
    }
}
