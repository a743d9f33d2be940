package dev.millrace.adapter.redis;

import static dev.millrace.adapter.redis.Asking.asked;
import static dev.millrace.adapter.redis.Asking.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.testing.servers.FlakyProxy;
import dev.millrace.testing.servers.RedisServer;
import dev.millrace.testkit.Samples;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whatever happens to Redis, bell and signals come back by themselves, and no call hangs or fails meanwhile.
class RedisFaultsIT {
    static final Duration LONG = Duration.ofSeconds(60);
    static final Ring RING = new Ring(PriorityClass.NORMAL, new TaskId(Samples.aJobId(), new TaskName("probe")));
    private static final Signal SIGNAL = new Signal.JobStopped(Samples.aJobId());
    static final WorkerId WORKER = new WorkerId(Samples.aJobId().value());

    @Test
    void a_server_that_is_away_at_the_start_is_found_later() throws Exception {
        try (var server = RedisServer.start()) {
            server.crash();
            try (var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
                assertWaitsAndHearsNothing(signalling);

                server.startAgain();

                assertHeard(signalling);
            }
        }
    }

    @Test
    void a_restart_that_forgets_everything_is_survived() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            assertHeard(signalling);

            server.crash();
            assertWaitsAndHearsNothing(signalling);
            server.startAgain();

            assertHeard(signalling);
        }
    }

    @Test
    void connections_that_are_killed_are_made_anew() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            asked(server, redis -> redis.clientKill(io.lettuce.core.KillArgs.Builder.skipme()));

            assertHeard(signalling);
        }
    }

    @Test
    void a_frozen_server_neither_blocks_nor_is_forgotten() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            server.pause();
            signalling.queue().ring(List.of(RING));
            signalling.signals().send(SIGNAL);
            assertThat(signalling.queue().await(WORKER, Duration.ofSeconds(3))).isEmpty();
            server.resume();

            assertHeard(signalling);
        }
    }

    @Test
    void a_connection_that_leads_nowhere_is_noticed_and_replaced() throws Exception {
        try (var server = RedisServer.start();
                var network = FlakyProxy.to(server.port());
                var signalling = RedisSignalling.connect(RedisConfig.at("redis://127.0.0.1:" + network.port()))) {
            network.blackHole();
            assertThat(signalling.queue().await(WORKER, Duration.ofSeconds(3))).isEmpty();
            network.refuse();
            network.heal();

            assertHeard(signalling);
        }
    }

    @Test
    void wiping_the_server_costs_rings_and_nothing_else() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            signalling.queue().ring(List.of(RING));
            awaitAnswer(server, redis -> redis.llen(bell("normal")), length -> length > 0);
            asked(server, RedisCommands::flushall);
            assertThat(signalling.queue().await(WORKER, Duration.ofMillis(50))).isEmpty();

            assertHeard(signalling);
        }
    }

    @Test
    void rings_that_nobody_hears_do_not_pile_up() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            for (int i = 0; i < 5; i++) {
                signalling.queue().ring(Collections.nCopies(700, RING));
            }
            signalling.queue().ring(List.of(new Ring(PriorityClass.LOW, RING.because())));
            // All rings take the same way, so this one comes last.
            awaitAnswer(server, redis -> redis.llen(bell("low")), length -> length > 0);

            long kept = asked(server, redis -> redis.llen(bell("normal")));
            assertThat(kept).isEqualTo(1000);
        }
    }

    @Test
    void a_waiting_thread_that_is_interrupted_leaves_the_connection_to_the_next() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            var ended = new CountDownLatch(1);
            Thread waiting = Thread.ofPlatform().start(() -> {
                try {
                    signalling.queue().await(WORKER, LONG);
                } catch (InterruptedException _) {
                    ended.countDown();
                }
            });
            awaitBlockedClient(server);

            waiting.interrupt();

            assertThat(ended.await(1, TimeUnit.SECONDS)).isTrue();
            assertHeard(signalling);
        }
    }

    @Test
    void threads_of_one_process_take_turns_and_all_hear() throws Exception {
        try (var server = RedisServer.start();
                var signalling = RedisSignalling.connect(RedisConfig.at(server.url()))) {
            var heard = new LinkedBlockingQueue<PriorityClass>();
            for (int i = 0; i < 4; i++) {
                Thread.ofVirtual().start(() -> listenOnce(signalling, heard));
            }

            signalling.queue().ring(Collections.nCopies(4, RING));

            for (int i = 0; i < 4; i++) {
                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(PriorityClass.NORMAL);
            }
        }
    }

    /// Waits end when they should, empty, and nothing is thrown.
    private static void assertWaitsAndHearsNothing(Signalling signalling) throws InterruptedException {
        signalling.queue().ring(List.of(RING));
        signalling.signals().send(SIGNAL);
        long before = System.nanoTime();
        assertThat(signalling.queue().await(WORKER, Duration.ofMillis(300))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    /// Rings and sends again until it is heard, as the sweeps of an engine do.
    static void assertHeard(Signalling signalling) throws Exception {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        try (var _ = signalling.signals().listen(signals::add)) {
            long deadline = System.nanoTime() + LONG.toNanos();
            boolean rang = false;
            boolean told = false;
            while (!(rang && told) && System.nanoTime() < deadline) {
                signalling.queue().ring(List.of(RING));
                signalling.signals().send(SIGNAL);
                rang |= signalling.queue().await(WORKER, Duration.ofMillis(200)).isPresent();
                told |= signals.poll(200, TimeUnit.MILLISECONDS) != null;
            }
            assertThat(rang).as("the bell").isTrue();
            assertThat(told).as("the signals").isTrue();
        }
        while (signalling.queue().await(WORKER, Duration.ofMillis(20)).isPresent()) {
            // Rings that came in late.
        }
    }

    private static void listenOnce(Signalling signalling, BlockingQueue<PriorityClass> heard) {
        try {
            signalling.queue().await(WORKER, LONG).ifPresent(heard::add);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String bell(String priorityClass) {
        return "{millrace:bell}:" + priorityClass;
    }

    private static void awaitBlockedClient(RedisServer server) {
        awaitAnswer(server, redis -> redis.info("clients"), info -> info.contains("blocked_clients:1"));
    }
}
