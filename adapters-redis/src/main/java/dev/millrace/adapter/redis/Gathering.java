package dev.millrace.adapter.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Hands things on at once while they are few, and together while they are many: what comes within a moment of the last
/// time is gathered until the moment is over, each thing once.
///
/// A worker on many short tasks changes jobs a thousand times a second, and nobody looks more often than twice.
///
/// @param <T> equal when one of them says it all
final class Gathering<T> implements AutoCloseable {
    private final Consumer<List<T>> handOn;
    private final Set<T> gathered = new LinkedHashSet<>();
    private final Consumer<Runnable> afterAMoment;
    private boolean within;
    private boolean closed;

    /// @param handOn takes what there is, at least one; is called by one thread at a time
    /// @param afterAMoment runs something when a moment has passed
    Gathering(Consumer<List<T>> handOn, Consumer<Runnable> afterAMoment) {
        this.handOn = handOn;
        this.afterAMoment = afterAMoment;
    }

    synchronized void add(T thing) {
        if (closed) {
            return;
        }
        gathered.add(thing);
        if (!within) {
            within = true;
            handOn();
        }
    }

    private synchronized void momentIsOver() {
        within = !gathered.isEmpty();
        if (within) {
            handOn();
        }
    }

    private void handOn() {
        List<T> all = new ArrayList<>(gathered);
        gathered.clear();
        afterAMoment.accept(this::momentIsOver);
        handOn.accept(all);
    }

    /// Hands on what was gathered.
    @Override
    public synchronized void close() {
        closed = true;
        if (!gathered.isEmpty()) {
            handOn.accept(List.copyOf(gathered));
            gathered.clear();
        }
    }
}
