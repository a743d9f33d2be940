package dev.millrace.application.memory;

import dev.millrace.application.port.Ring;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// [TaskQueue] in memory: a count of rings for each class.
final class MemoryTaskQueue implements TaskQueue {
    /// More rings than this are noise: whoever wakes claims until nothing is left.
    private static final int MOST = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rang = lock.newCondition();
    private final Map<PriorityClass, Integer> rings = new EnumMap<>(PriorityClass.class);
    private boolean closed;

    @Override
    public void ring(Collection<Ring> ready) {
        lock.lock();
        try {
            for (Ring ring : ready) {
                rings.merge(ring.priorityClass(), 1, (count, _) -> Math.min(MOST, count + 1));
                rang.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<PriorityClass> await(WorkerId worker, Duration atMost) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<PriorityClass> heard = take();
                if (heard.isPresent() || closed || left <= 0) {
                    return heard;
                }
                left = rang.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            rang.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Optional<PriorityClass> take() {
        for (PriorityClass priorityClass : PriorityClass.values()) {
            int count = rings.getOrDefault(priorityClass, 0);
            if (count > 0) {
                rings.put(priorityClass, count - 1);
                return Optional.of(priorityClass);
            }
        }
        return Optional.empty();
    }
}
