package dev.millrace.application.memory;

import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.TaskQueue;

/// Bell and signals within this process.
public final class MemorySignalling implements Signalling {
    private final MemoryTaskQueue queue = new MemoryTaskQueue();
    private final MemorySignals signals = new MemorySignals();

    @Override
    public TaskQueue queue() {
        return queue;
    }

    @Override
    public Signals signals() {
        return signals;
    }

    @Override
    public void close() {
        queue.close();
        signals.close();
    }
}
