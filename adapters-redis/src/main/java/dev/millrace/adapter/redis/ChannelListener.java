package dev.millrace.adapter.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.function.Consumer;

/// Hands on what is published.
final class ChannelListener extends RedisPubSubAdapter<String, String> {
    private final Consumer<String> heard;

    ChannelListener(Consumer<String> heard) {
        this.heard = heard;
    }

    @Override
    public void message(String channel, String message) {
        heard.accept(message);
    }
}
