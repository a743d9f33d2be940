package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.TaskQueue;

/// Bell and signals over Redis 6.2 or newer: one server, one behind sentinels, or a cluster; with TLS and as any user
/// that may `BLPOP`, `RPUSH`, `LTRIM`, `PUBLISH`, `SUBSCRIBE` and `PING`.
///
/// Nothing of worth is in Redis. It may be away at the start and at any time, be wiped or replaced: waits then last as
/// long as a sweep, and the connection is tried again every second.
///
/// A process holds three connections: one to send, one to wait for the bell, one to hear signals.
public final class RedisSignalling implements Signalling {
    private final Servers servers;
    private final Link sending;
    private final RedisDoorbell bell;
    private final RedisSignals signals;

    private RedisSignalling(Servers servers, Link sending, RedisDoorbell bell, RedisSignals signals) {
        this.servers = servers;
        this.sending = sending;
        this.bell = bell;
        this.signals = signals;
    }

    /// Connects. Returns after the first attempts, whether they worked or not; what did not is tried again until it
    /// does.
    ///
    /// @throws InterruptedException when the calling thread is interrupted meanwhile; nothing stays open
    public static RedisSignalling connect(RedisConfig config) throws InterruptedException {
        Servers servers = Servers.of(config);
        Link sending = new Link("sending", servers::open, true);
        Link hearing = new Link("bell", servers::open, false);
        RedisSignals signals = new RedisSignals(servers, sending, config.prefix());
        var signalling =
                new RedisSignalling(servers, sending, new RedisDoorbell(sending, hearing, config.prefix()), signals);
        try {
            for (Link link : new Link[] {sending, hearing, signals.subscribed()}) {
                link.awaitFirstAttempt(Servers.PATIENCE.multipliedBy(2));
            }
        } catch (InterruptedException stopped) {
            signalling.close();
            throw stopped;
        }
        return signalling;
    }

    @Override
    public TaskQueue queue() {
        return bell;
    }

    @Override
    public Signals signals() {
        return signals;
    }

    /// Whether Redis answers right now, on all connections.
    public boolean answers() {
        return sending.works() && bell.works() && signals.works();
    }

    @Override
    public void close() {
        bell.close();
        signals.close();
        sending.close();
        servers.close();
    }
}
