package dev.millrace.adapter.redis;

import static dev.millrace.adapter.redis.Asking.asked;
import static dev.millrace.adapter.redis.Asking.awaitAnswer;
import static dev.millrace.adapter.redis.RedisFaultsIT.LONG;
import static dev.millrace.adapter.redis.RedisFaultsIT.RING;
import static dev.millrace.adapter.redis.RedisFaultsIT.WORKER;
import static dev.millrace.adapter.redis.RedisFaultsIT.assertHeard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to run Redis serves as a bell.
class RedisKindsIT {
    @Test
    void a_server_with_a_password() throws Exception {
        try (var server = RedisServer.start("--requirepass", "open-sesame");
                var signalling =
                        RedisSignalling.connect(RedisConfig.at("redis://:open-sesame@127.0.0.1:" + server.port()))) {
            assertHeard(signalling);
        }
    }

    @Test
    void a_user_who_may_do_only_what_is_said_to_be_needed() throws Exception {
        try (var server = RedisServer.start(
                        "--user default off",
                        "--user millrace on >secret ~{millrace:* resetchannels &millrace:*"
                                + " +blpop +rpush +ltrim +publish +subscribe +ping");
                var signalling =
                        RedisSignalling.connect(RedisConfig.at("redis://millrace:secret@127.0.0.1:" + server.port()))) {
            assertHeard(signalling);
        }
    }

    @Test
    void a_server_that_speaks_tls(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        SelfSigned.write(key, certificate);
        try (var server = RedisServer.withTls(certificate, key);
                var signalling = RedisSignalling.connect(
                        RedisConfig.at("rediss://127.0.0.1:" + server.port() + "?verifyPeer=NONE"))) {
            assertHeard(signalling);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        SelfSigned.write(key, certificate);
        try (var server = RedisServer.withTls(certificate, key);
                var signalling = RedisSignalling.connect(RedisConfig.at("rediss://127.0.0.1:" + server.port()))) {
            assertThat(signalling.answers()).isFalse();
        }
    }

    @Test
    void sentinels_name_the_next_master_when_the_first_dies() throws Exception {
        try (var first = RedisServer.start();
                var second = RedisServer.replicaOf(first)) {
            awaitReplica(first);
            try (var sentinel = RedisServer.sentinel("films", first)) {
                awaitKnown(sentinel);
                var config = RedisConfig.at("redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#films");
                try (var signalling = RedisSignalling.connect(config)) {
                    assertHeard(signalling);

                    first.crash();

                    assertHeard(signalling);
                    String role = asked(second, redis -> redis.info("replication"));
                    assertThat(role).contains("role:master");
                }
            }
        }
    }

    @Test
    void a_cluster_of_three() throws Exception {
        try (var first = RedisServer.clusterNode();
                var second = RedisServer.clusterNode();
                var third = RedisServer.clusterNode()) {
            List<RedisServer> nodes = List.of(first, second, third);
            join(nodes);
            var config = new RedisConfig(String.join(",", urls(nodes)), true, "millrace");
            try (var signalling = RedisSignalling.connect(config)) {
                signalling.queue().ring(List.of(RING));
                assertThat(signalling.queue().await(WORKER, LONG))
                        .as("the very first ring")
                        .isPresent();
                assertHeard(signalling);
                assertThat(signalling.answers()).isTrue();
            }
        }
    }

    private static List<String> urls(List<RedisServer> nodes) {
        return nodes.stream().map(RedisServer::url).toList();
    }

    private static void join(List<RedisServer> nodes) throws IOException {
        int slots = 16_384;
        for (int i = 0; i < nodes.size(); i++) {
            int[] own = IntStream.range(i * slots / nodes.size(), (i + 1) * slots / nodes.size())
                    .toArray();
            asked(nodes.get(i), redis -> redis.clusterAddSlots(own));
        }
        for (RedisServer node : nodes) {
            asked(nodes.getFirst(), redis -> redis.clusterMeet("127.0.0.1", node.port()));
        }
        for (RedisServer node : nodes) {
            awaitAnswer(
                    node,
                    redis -> redis.clusterInfo(),
                    info -> Stream.of("cluster_state:ok", "cluster_known_nodes:3", "cluster_slots_ok:16384")
                            .allMatch(info::contains));
        }
    }

    private static void awaitReplica(RedisServer master) {
        awaitAnswer(master, redis -> redis.info("replication"), info -> info.contains("state=online"));
    }

    private static void awaitKnown(RedisServer sentinel) {
        awaitAnswer(sentinel, redis -> redis.info("sentinel"), info -> info.contains("slaves=1"));
    }
}
