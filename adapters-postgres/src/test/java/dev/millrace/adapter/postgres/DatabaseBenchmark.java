package dev.millrace.adapter.postgres;

import dev.millrace.application.port.*;
import dev.millrace.testing.servers.PostgresServer;
import dev.millrace.testkit.*;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import org.junit.jupiter.api.Test;

class DatabaseBenchmark {
    @Test
    void go() throws Exception {
        var server = PostgresServer.start();
        var db = server.newDatabase();
        var pool = new com.zaxxer.hikari.HikariDataSource();
        pool.setDataSource(db.dataSource());
        pool.setMaximumPoolSize(20);
        var p = PostgresPersistence.over(pool);
        var driver = new JobDriver(p, Duration.ofSeconds(10));
        int jobs = Integer.getInteger("jobs", 5000), per = 20;
        String profile = new StoredJson()
                .write(dev.millrace.domain.profile.Profile.class, dev.millrace.domain.profile.BuiltInProfiles.WEB);
        try (Connection c = db.dataSource().getConnection();
                Statement s = c.createStatement()) {
            s.execute("""
              insert into millrace.job (id, tenant_id, input_key, profile, priority, status, created_at, version, ready, plan)
              select ('01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid, 't' || g %% 3, 'uploads/' || g, '%s', 50, 'queued', now(), 1, %d, null from generate_series(1,%d) g""".formatted(profile, per, jobs));
            s.execute("""
              insert into millrace.task (tenant_id, job_id, name, kind, work, needs, rank, weight, state, unmet, not_before)
              select tenant_id, id, 'chunk-' || lpad(k::text, 4, '0'), 'encode_chunk', '{"schema_version":1,"value":{"type":"stills"}}', '{}', 10 + k, 100, 'ready', 0, now() from millrace.job, generate_series(1,%d) k""".formatted(per));
            s.execute("insert into millrace.share select distinct tenant_id, class, 0 from millrace.job");
            s.execute("vacuum analyze");
        }
        for (int threads : new int[] {1, 1, 4, 8}) {
            var times = new ConcurrentLinkedQueue<Long>();
            var ex = Executors.newFixedThreadPool(threads);
            long start = System.nanoTime();
            var fs = new ArrayList<Future<?>>();
            int n = 2000 / threads;
            for (int t = 0; t < threads; t++)
                fs.add(ex.submit(() -> {
                    var w = Samples.aWorker();
                    for (int i = 0; i < n; i++) {
                        long a = System.nanoTime();
                        if (p.tasks().claim(w, Duration.ofSeconds(15)).isEmpty()) System.out.println("EMPTY");
                        times.add(System.nanoTime() - a);
                    }
                }));
            for (var f : fs) f.get();
            ex.shutdown();
            var l = new ArrayList<>(times);
            Collections.sort(l);
            System.out.printf(
                    "threads %d: %.0f/s p50 %.2f p95 %.2f p99 %.2f max %.2f%n",
                    threads,
                    l.size() / ((System.nanoTime() - start) / 1e9),
                    l.get(l.size() / 2) / 1e6,
                    l.get(l.size() * 95 / 100) / 1e6,
                    l.get(l.size() * 99 / 100) / 1e6,
                    l.getLast() / 1e6);
        }
        p.close();
        pool.close();
        server.close();
    }
}
