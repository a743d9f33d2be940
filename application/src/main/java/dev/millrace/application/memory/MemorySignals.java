package dev.millrace.application.memory;

import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// [Signals] in memory; listeners run on the sender's thread.
final class MemorySignals implements Signals {
    private static final System.Logger LOG = System.getLogger(MemorySignals.class.getName());

    private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void send(Signal signal) {
        for (Consumer<Signal> listener : listeners) {
            try {
                listener.accept(signal);
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed on " + signal, fault);
            }
        }
    }

    @Override
    public Subscription listen(Consumer<Signal> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
