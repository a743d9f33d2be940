package dev.millrace.adapter.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/// An open connection and the commands it takes, to one server and to a cluster alike.
///
/// @param connection what to close
/// @param commands never block
record Line(StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands) {
    /// Gives it up without waiting for the goodbye.
    void drop() {
        var _ = connection.closeAsync();
    }
}
