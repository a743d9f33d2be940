package dev.millrace.adapter.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens connections, to one server or to a cluster. They are never mended: [Link] makes new ones instead, so that a
/// server that is no master any more is asked for its successor, and a subscription is never forgotten.
sealed interface Servers extends AutoCloseable {
    /// To connect, to log in and to answer one command may take this long.
    Duration PATIENCE = Duration.ofSeconds(2);

    /// Connects for commands.
    ///
    /// @throws io.lettuce.core.RedisException when no server answers as it should
    Line open();

    /// Connects and subscribes.
    ///
    /// @throws io.lettuce.core.RedisException when no server answers as it should
    Line subscribe(String channel, RedisPubSubListener<String, String> listener);

    @Override
    void close();

    static Servers of(RedisConfig config) {
        List<RedisURI> addresses = config.addresses();
        addresses.forEach(address -> {
            address.setTimeout(PATIENCE);
            address.getSentinels().forEach(sentinel -> sentinel.setTimeout(PATIENCE));
        });
        ClientResources threads = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        return config.cluster() ? new Cluster(threads, addresses) : new Single(threads, addresses.getFirst());
    }

    private static <B extends ClientOptions.Builder> B common(B options) {
        options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(
                        TimeoutOptions.builder().timeoutSource(new Patience()).build())
                .requestQueueSize(50_000) // bounds what a server that reads nothing makes us keep
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .build());
        return options;
    }

    private static Line subscribed(
            StatefulRedisPubSubConnection<String, String> connection,
            String channel,
            RedisPubSubListener<String, String> listener) {
        connection.addListener(listener);
        connection.sync().subscribe(channel);
        return new Line(connection, connection.async());
    }

    private static void shutDown(AbstractRedisClient client, ClientResources threads) {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        threads.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /// Whoever waits for the bell minds the time. Everything else is answered soon or fails: in a cluster, a node that
    /// went silent is not the one that answers pings.
    final class Patience extends TimeoutOptions.TimeoutSource {
        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return command.getType() == CommandType.BLPOP ? 0 : PATIENCE.toMillis();
        }
    }

    /// One address. For a sentinel address each connection is made to the master of that moment.
    final class Single implements Servers {
        private final ClientResources threads;
        private final RedisClient client;

        Single(ClientResources threads, RedisURI address) {
            this.threads = threads;
            this.client = RedisClient.create(threads, address);
            client.setOptions(common(ClientOptions.builder()).build());
        }

        @Override
        public Line open() {
            var connection = client.connect();
            return new Line(connection, connection.async());
        }

        @Override
        public Line subscribe(String channel, RedisPubSubListener<String, String> listener) {
            return subscribed(client.connectPubSub(), channel, listener);
        }

        @Override
        public void close() {
            shutDown(client, threads);
        }
    }

    /// A cluster. Each connection is made with a fresh look at who serves what.
    final class Cluster implements Servers {
        private final ClientResources threads;
        private final RedisClusterClient client;

        Cluster(ClientResources threads, List<RedisURI> addresses) {
            this.threads = threads;
            this.client = RedisClusterClient.create(threads, addresses);
            // The connection to a node is opened by the first command for it, which must wait for that.
            client.setOptions(common(ClusterClientOptions.builder())
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
                    .build());
        }

        @Override
        public Line open() {
            client.refreshPartitions();
            var connection = client.connect();
            return new Line(connection, connection.async());
        }

        @Override
        public Line subscribe(String channel, RedisPubSubListener<String, String> listener) {
            client.refreshPartitions();
            return subscribed(client.connectPubSub(), channel, listener);
        }

        @Override
        public void close() {
            shutDown(client, threads);
        }
    }
}
