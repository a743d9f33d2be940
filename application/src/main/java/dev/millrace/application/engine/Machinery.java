package dev.millrace.application.engine;

import dev.millrace.application.port.Pause;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Subscription;
import dev.millrace.application.webhook.DeliverWebhooks;
import dev.millrace.application.worker.Worker;
import dev.millrace.application.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The threads of an engine: one for each slot, one for heartbeats, one for sweeps, one for webhooks.
final class Machinery {
    private static final System.Logger LOG = System.getLogger(Machinery.class.getName());

    /// Long enough for a killed encoder to be gone and its task handed back.
    private static final Duration TO_HAND_BACK = Duration.ofSeconds(5);

    private final Optional<Worker> worker;
    private final Pause pause;
    private final List<Thread> slots = new ArrayList<>();
    private final List<Thread> keepers = new ArrayList<>();
    private final CountDownLatch busySlots;
    private final Subscription stops;
    private volatile boolean stopping;

    Machinery(
            Optional<Worker> worker,
            Optional<DeliverWebhooks> webhooks,
            WorkerSettings settings,
            Reconciler reconciler,
            Signalling signalling,
            Pause pause) {
        this.worker = worker;
        this.pause = pause;
        this.busySlots = new CountDownLatch(worker.isPresent() ? settings.slots() : 0);
        this.stops = signalling.signals().listen(this::hear);
        keepers.add(start("millrace-sweeps", () -> every(settings.sweep(), reconciler::sweep)));
        webhooks.ifPresent(present -> keepers.add(start("millrace-webhooks", () -> deliver(present))));
        worker.ifPresent(present -> {
            keepers.add(system("millrace-heartbeat", () -> every(settings.heartbeat(), present::beat)));
            for (int slot = 1; slot <= settings.slots(); slot++) {
                slots.add(system("millrace-slot-" + slot, () -> slot(present)));
            }
        });
    }

    /// Stops in order: no new claim, what runs may finish, the rest is handed back, then silence. Safe to call again.
    synchronized void stop(Duration atMost) {
        worker.ifPresent(Worker::drain);
        await(busySlots, atMost);
        worker.ifPresent(Worker::handBack);
        await(busySlots, TO_HAND_BACK);
        stopping = true;
        slots.forEach(Thread::interrupt);
        keepers.forEach(Thread::interrupt);
        awaitEnd();
        stops.close();
        worker.ifPresent(Worker::leave);
        slots.clear();
        keepers.clear();
    }

    private void slot(Worker present) throws InterruptedException {
        try {
            present.work();
        } finally {
            busySlots.countDown();
        }
    }

    /// What was begun is broken off at the end, because what it uses is closed next.
    private void deliver(DeliverWebhooks present) throws InterruptedException {
        try {
            every(DeliverWebhooks.PACE, present::round);
        } finally {
            present.stop();
        }
    }

    private void hear(Signal signal) {
        worker.ifPresent(present -> {
            switch (signal) {
                case Signal.JobStopped stopped -> present.stop(stopped.job());
                case Signal.DrainAsked asked -> present.drain(asked.worker());
                case Signal.JobChanged _ -> {}
            }
        });
    }

    private void every(Duration length, Runnable work) throws InterruptedException {
        while (!stopping) {
            try {
                work.run();
            } catch (RuntimeException fault) {
                LOG.log(
                        // The interrupt that ends this thread may break what it is on.
                        stopping ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                        "A round failed by a fault of Millrace; the next one follows",
                        fault);
            }
            pause.pause(length);
        }
    }

    private static Thread start(String name, Interruptible work) {
        return Thread.ofVirtual().name(name).start(untilInterrupted(name, work));
    }

    /// A thread of the system's. Virtual ones wait for each other when all processors compute, and leases don't; and there
    /// are few slots, each of which asks the database one thing after the other.
    private static Thread system(String name, Interruptible work) {
        return Thread.ofPlatform().daemon().name(name).start(untilInterrupted(name, work));
    }

    /// Interrupting is how threads are told to end.
    private static Runnable untilInterrupted(String name, Interruptible work) {
        return () -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                LOG.log(System.Logger.Level.DEBUG, "{0} ends", name);
            }
        };
    }

    /// What they use is closed next. One that does not end is not waited for longer than it takes to be killed.
    private void awaitEnd() {
        Thread end = start("millrace-end", () -> {
            for (Thread thread : Stream.concat(slots.stream(), keepers.stream()).toList()) {
                thread.join();
            }
        });
        try {
            end.join(TO_HAND_BACK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch, Duration atMost) {
        try {
            latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }
}
