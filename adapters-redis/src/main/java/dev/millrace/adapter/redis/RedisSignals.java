package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// [Signals] over a channel that everyone publishes to and hears.
final class RedisSignals implements Signals {
    private static final System.Logger LOG = System.getLogger(RedisSignals.class.getName());

    /// Listeners that are this far behind miss the oldest.
    private static final int BACKLOG = 10_000;

    /// Well below what a person notices.
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService teller = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(BACKLOG),
            Thread.ofPlatform().daemon().name("redis-signals").factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-gathering").factory());
    private final Gathering<Signal.JobChanged> changes = new Gathering<>(this::publish, this::afterAMoment);
    private final Link publishing;
    private final Link subscribed;
    private final String channel;

    /// @param servers to subscribe at
    /// @param publishing for signals sent, shared with others
    /// @param prefix what the channel's name starts with
    RedisSignals(Servers servers, Link publishing, String prefix) {
        this.publishing = publishing;
        this.channel = prefix + ":signals";
        this.subscribed = new Link("signals", () -> servers.subscribe(channel, new ChannelListener(this::heard)), true);
    }

    Link subscribed() {
        return subscribed;
    }

    boolean works() {
        return subscribed.works();
    }

    @Override
    public void send(Signal signal) {
        switch (signal) {
            case Signal.JobChanged changed -> changes.add(changed);
            case Signal.JobStopped _, Signal.DrainAsked _ -> publish(List.of(signal));
        }
    }

    private void afterAMoment(Runnable task) {
        var _ = later.schedule(task, MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish(List<? extends Signal> together) {
        publishing.attempt(line -> line.commands().publish(channel, SignalText.of(together)));
    }

    @Override
    public Subscription listen(Consumer<Signal> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        changes.close();
        later.shutdownNow();
        subscribed.close();
        listeners.clear();
        teller.shutdownNow();
    }

    private void heard(String text) {
        SignalText.read(text).forEach(signal -> teller.execute(() -> tell(signal)));
    }

    private void tell(Signal signal) {
        for (Consumer<Signal> listener : listeners) {
            try {
                listener.accept(signal);
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed on " + signal, fault);
            }
        }
    }
}
