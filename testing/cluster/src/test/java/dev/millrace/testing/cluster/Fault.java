package dev.millrace.testing.cluster;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Something goes wrong with a server, and right again.
///
/// @param name for people
/// @param happening returns when it is right again
record Fault(String name, Happening happening) {
    /// Ends every session but the one that asks for it.
    static final String END_SESSIONS = """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """;

    /// All that may happen to the servers of a cluster.
    ///
    /// @param crew by whose way the database is reached
    /// @param seconds how long servers are away; Redis twice as long
    static List<Fault> ofServers(Crew crew, int seconds) {
        Cluster cluster = crew.cluster();
        return List.of(
                new Fault("terminated connections", () -> crew.one(END_SESSIONS)),
                new Fault("a restarted database", () -> cluster.postgres().restart()),
                new Fault("a crashed database", () -> {
                    cluster.postgres().crash();
                    TimeUnit.SECONDS.sleep(seconds);
                    cluster.postgres().startAgain();
                }),
                new Fault("a Redis that is emptied again and again", () -> {
                    for (int time = 0; time < 5 + seconds; time++) {
                        empty(cluster);
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }),
                new Fault("a crashed and empty Redis", () -> {
                    cluster.redis().crash();
                    TimeUnit.SECONDS.sleep(2L * seconds);
                    cluster.redis().startAgain();
                }),
                new Fault("a storage that was away", () -> {
                    cluster.storage().stop();
                    TimeUnit.SECONDS.sleep(seconds);
                    cluster.storage().startAgain();
                }));
    }

    /// `FLUSHALL`, as anybody can say it.
    private static void empty(Cluster cluster) throws Exception {
        try (Socket redis =
                new Socket(InetAddress.getLoopbackAddress(), cluster.redis().port())) {
            redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = redis.getInputStream();
            if (answer.read() != '+') {
                throw new AssertionError("Redis was not emptied");
            }
        }
    }
}
